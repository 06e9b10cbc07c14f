provider "aws" {
  region              = "eu-central-1"
  allowed_account_ids = ["222222222222"] # a plan in the wrong account stops here

  default_tags {
    tags = {
      project     = "insight"
      component   = "ingest"
      environment = "staging"
    }
  }
}
