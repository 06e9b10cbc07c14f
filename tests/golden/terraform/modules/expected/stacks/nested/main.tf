provider "aws" {
  alias = "global"
}

module "web" {
  source = "../../infrastructure/terraform/modules/site"

  domain = "example.com"

  providers = {
    aws.global = aws.global
  }
}
