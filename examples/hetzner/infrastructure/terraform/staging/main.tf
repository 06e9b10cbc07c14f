terraform {
  required_version = ">= 1.0"

  backend "s3" {
    bucket = "myapp-terraform-state"
    key    = "staging/terraform.tfstate" # each environment has its own state
    region = "eu-central-1"
  }
}

# What .specweave/config.yaml says about this environment
locals {
  environment         = "staging"
  deployment_provider = "hetzner"
  deployment_region   = "eu-central"
  requires_approval   = false
}

provider "hcloud" {
  token = var.hetzner_token
}

module "server" {
  source = "../modules/server"

  environment = local.environment
  server_type = "cx11" # smaller outside production
  location    = local.deployment_region
}

module "database" {
  source = "../modules/database"

  environment = local.environment
  size        = "small" # smaller outside production
  location    = local.deployment_region
}
