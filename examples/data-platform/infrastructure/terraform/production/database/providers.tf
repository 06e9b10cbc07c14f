provider "aws" {
  region              = "eu-central-1"
  allowed_account_ids = ["333333333333"] # a plan in the wrong account stops here

  default_tags {
    tags = {
      project     = "insight"
      component   = "database"
      environment = "production"
    }
  }
}
