provider "aws" {
  region = "eu-central-1"

  default_tags {
    tags = {
      Project     = "orbit"
      Environment = "staging"
      ManagedBy   = "terraform"
    }
  }
}
