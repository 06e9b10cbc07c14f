provider "aws" {
  region              = "eu-central-1"
  allowed_account_ids = ["222222222222"]

  default_tags {
    tags = {
      Project     = "shop"
      Environment = "staging"
      ManagedBy   = "terraform"
    }
  }
}
