terraform {
  required_version = ">= 1.11"

  backend "s3" {
    bucket       = "shop-prod-terraform-state"
    key          = "account.tfstate"
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
