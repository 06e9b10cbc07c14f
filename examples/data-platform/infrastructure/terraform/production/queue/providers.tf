provider "aws" {
  region              = "eu-central-1"
  allowed_account_ids = ["333333333333"] # a plan in the wrong account stops here

  default_tags {
    tags = {
      project     = "insight"
      component   = "queue"
      environment = "production"
    }
  }
}

provider "kafka" {
  bootstrap_servers = split(",", data.aws_msk_bootstrap_brokers.main.bootstrap_brokers_sasl_iam)
  tls_enabled       = true
  sasl_mechanism    = "aws-iam"
  sasl_aws_region   = "eu-central-1"
}
