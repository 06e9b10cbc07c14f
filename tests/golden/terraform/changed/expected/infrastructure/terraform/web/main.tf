provider "aws" {
  region = "eu-central-1"
}

resource "aws_lb" "public" {
  name     = "web"
  internal = true
  subnets  = var.subnets

  tags = {
    team = "web"
    cost = "shop"
  }

  access_logs {
    bucket  = "logs"
    enabled = false
  }
}

locals {
  tags = {
    team = "web"
    cost = "shop"
  }
}
