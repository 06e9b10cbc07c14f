locals {
  name = "insight-dev"
}

data "terraform_remote_state" "network" {
  backend = "s3"

  config = {
    bucket = "insight-state-111111111111"
    key    = "network.tfstate"
    region = "eu-central-1"
  }
}

data "terraform_remote_state" "database" {
  backend = "s3"

  config = {
    bucket = "insight-state-111111111111"
    key    = "database.tfstate"
    region = "eu-central-1"
  }
}

data "terraform_remote_state" "queue" {
  backend = "s3"

  config = {
    bucket = "insight-state-111111111111"
    key    = "queue.tfstate"
    region = "eu-central-1"
  }
}

module "landing" {
  source = "../../modules/bucket"

  name              = "${local.name}-landing"
  expire_after_days = 7
}

resource "aws_secretsmanager_secret" "partner" {
  name = "${local.name}/partner"
}

resource "aws_secretsmanager_secret_version" "partner" {
  secret_id     = aws_secretsmanager_secret.partner.id
  secret_string = var.partner_api_key
}

resource "aws_ecs_cluster" "ingest" {
  name = "${local.name}-ingest"
}

module "service" {
  source   = "../../modules/service"
  for_each = toset(["orders", "clicks", "inventory"])

  name            = "${local.name}-${each.key}"
  cluster         = aws_ecs_cluster.ingest.arn
  subnets         = data.terraform_remote_state.network.outputs.private_subnet_ids
  security_groups = [data.terraform_remote_state.network.outputs.security_group_id]
  desired_count   = var.desired_count

  environment = {
    TOPIC     = each.key
    BROKERS   = data.terraform_remote_state.queue.outputs.brokers
    BUCKET    = module.landing.name
    LOG_LEVEL = var.log_level
  }

  secrets = {
    WAREHOUSE   = data.terraform_remote_state.database.outputs.secret_arn
    PARTNER_KEY = aws_secretsmanager_secret.partner.arn
  }
}
