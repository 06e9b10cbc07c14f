terraform {
  required_version = ">= 1.10"

  # A bucket of Hetzner's Object Storage, which speaks S3
  backend "s3" {
    bucket = "bakery-terraform-state"
    key    = "development/terraform.tfstate"
    region = "fsn1"
    endpoints = {
      s3 = "https://fsn1.your-objectstorage.com"
    }
    skip_credentials_validation = true
    skip_metadata_api_check     = true
    skip_region_validation      = true
    skip_requesting_account_id  = true
    skip_s3_checksum            = true
  }

  required_providers {
    hcloud = {
      source  = "hetznercloud/hcloud"
      version = "~> 1.63"
    }
  }
}

provider "hcloud" {
  token = var.hetzner_token
}
