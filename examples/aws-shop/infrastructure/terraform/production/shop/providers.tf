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

provider "aws" {
  alias  = "us_east_1"
  region = "us-east-1"

  default_tags {
    tags = {
      Project     = "shop"
      Environment = "production"
      ManagedBy   = "terraform"
    }
  }
}
