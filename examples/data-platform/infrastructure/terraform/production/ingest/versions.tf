terraform {
  required_version = ">= 1.9, < 2.0"

  backend "s3" {
    bucket       = "insight-state-333333333333"
    key          = "ingest.tfstate"
    region       = "eu-central-1"
    encrypt      = true
    use_lockfile = true
  }

  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = "~> 6.0"
    }
  }
}
