provider "aws" {
  region = "us-east-1"
  alias  = "east"
}

module "web" {
  source = "../modules/site"

  domain = "staging.example.com"

  ports = {
    http = {
      port   = 80
      public = true
    }
    https = {
      port = "443"
    }
  }

  providers = {
    aws        = aws.east
    aws.global = aws.east
  }
}

module "other" {
  source = "../modules/site"

  domain = module.web.zone_id

  providers = {
    aws.global = aws.east
  }
}
