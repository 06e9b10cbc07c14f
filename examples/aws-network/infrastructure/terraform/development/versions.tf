terraform {
  required_version = ">= 1.9"

  backend "s3" {
    bucket       = "orbit-terraform-state"
    key          = "network/development.tfstate"
    region       = "eu-central-1"
    use_lockfile = true
  }

  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = "~> 6.0"
    }
  }
}
