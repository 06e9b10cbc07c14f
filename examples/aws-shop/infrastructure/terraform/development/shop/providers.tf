provider "aws" {
  region              = "eu-central-1"
  allowed_account_ids = ["111111111111"]

  default_tags {
    tags = {
      Project     = "shop"
      Environment = "development"
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
      Environment = "development"
      ManagedBy   = "terraform"
    }
  }
}
