locals {
  name = "insight-staging"
}

data "terraform_remote_state" "network" {
  backend = "s3"

  config = {
    bucket = "insight-state-222222222222"
    key    = "network.tfstate"
    region = "eu-central-1"
  }
}

resource "aws_msk_serverless_cluster" "main" {
  cluster_name = "${local.name}-queue"

  vpc_config {
    subnet_ids         = data.terraform_remote_state.network.outputs.private_subnet_ids
    security_group_ids = [data.terraform_remote_state.network.outputs.security_group_id]
  }

  client_authentication {
    sasl {
      iam {
        enabled = true
      }
    }
  }
}

data "aws_msk_bootstrap_brokers" "main" {
  cluster_arn = aws_msk_serverless_cluster.main.arn
}

locals {
  topics = {
    orders = {
      partitions     = 2
      retention_ms   = 259200000
      cleanup_policy = "delete"
    }
    clicks = {
      partitions     = 8
      retention_ms   = 86400000
      cleanup_policy = "delete"
    }
    inventory = {
      partitions     = 1
      retention_ms   = 604800000
      cleanup_policy = "compact"
    }
  }
}

resource "kafka_topic" "this" {
  for_each = local.topics

  name               = each.key
  partitions         = each.value.partitions
  replication_factor = 3

  config = {
    "retention.ms"   = each.value.retention_ms
    "cleanup.policy" = each.value.cleanup_policy
  }
}
