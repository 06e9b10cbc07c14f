provider "aws" {
  region = "eu-west-1"

  default_tags {
    tags = {
      Project     = "orbit"
      Environment = "production"
      ManagedBy   = "terraform"
    }
  }
}
