terraform {
  required_version = ">= 1.11"

  backend "s3" {
    bucket       = "shop-dev-terraform-state"
    key          = "shop.tfstate"
    region       = "eu-central-1"
    use_lockfile = true
  }

  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = "~> 6.25"
    }
  }
}
