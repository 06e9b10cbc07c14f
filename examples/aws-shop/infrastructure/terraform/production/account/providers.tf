provider "aws" {
  region              = "eu-central-1"
  allowed_account_ids = ["333333333333"]

  default_tags {
    tags = {
      Project     = "shop"
      Environment = "production"
      ManagedBy   = "terraform"
    }
  }
}
