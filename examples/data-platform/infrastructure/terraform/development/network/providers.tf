provider "aws" {
  region              = "eu-central-1"
  allowed_account_ids = ["111111111111"] # a plan in the wrong account stops here

  default_tags {
    tags = {
      project     = "insight"
      component   = "network"
      environment = "development"
    }
  }
}
