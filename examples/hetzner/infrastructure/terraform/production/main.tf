terraform {
  required_version = ">= 1.0"

  backend "s3" {
    bucket = "myapp-terraform-state"
    key    = "production/terraform.tfstate" # each environment has its own state
    region = "eu-central-1"
  }
}

# What .specweave/config.yaml says about this environment
locals {
  environment         = "production"
  deployment_provider = "hetzner"
  deployment_region   = "eu-central"
  requires_approval   = true
}

provider "hcloud" {
  token = var.hetzner_token
}

module "server" {
  source = "../modules/server"

  environment = local.environment
  server_type = "cx31"
  location    = local.deployment_region
}

module "database" {
  source = "../modules/database"

  environment = local.environment
  size        = "large"
  location    = local.deployment_region
}
