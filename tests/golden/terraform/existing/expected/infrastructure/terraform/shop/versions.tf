terraform {
  required_version = ">= 1.5"

  backend "s3" {
    bucket = "acme-state"
    key    = "shop/terraform.tfstate"
  }

  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = "~> 6.0"
    }
  }
}
