# The shop's network and servers, one root per environment.
# Made by a recipe: change the recipe, not this file.

terraform {
  required_version = ">= 1.0"

  required_providers {
    hcloud = {
      source  = "hetznercloud/hcloud"
      version = "~> 1.48"
    }
  }

  backend "s3" {
    bucket = "shop-state"
    key    = "staging/terraform.tfstate" # one state per environment
    region = "eu-central-1"
  }
}

provider "hcloud" {
  token = var.hetzner_token # never a value
}

locals {
  environment       = "staging"
  deployment_region = "nbg1"
  requires_approval = false
}

module "server" {
  source = "../modules/server"

  environment = local.environment
  server_type = "cx11" # smaller outside production
  location    = local.deployment_region
  networks    = [module.network.id, module.backup_network.id]
}

output "server_ip" {
  value     = module.server.ipv4
  sensitive = true
}
