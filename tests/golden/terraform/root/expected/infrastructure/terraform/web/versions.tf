terraform {
  required_version = ">= 1.5"

  backend "s3" {
    bucket = "state"
    key    = "web/terraform.tfstate"
    region = "eu-central-1"
  }

  required_providers {
    hcloud = {
      source  = "hetznercloud/hcloud"
      version = "~> 1.48"
    }
  }
}
