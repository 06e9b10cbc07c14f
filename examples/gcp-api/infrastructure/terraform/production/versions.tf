terraform {
  required_version = ">= 1.11"

  backend "gcs" {
    bucket = "tickets-production-terraform"
    prefix = "api"
  }

  required_providers {
    google = {
      source  = "hashicorp/google"
      version = "~> 7.0"
    }
  }
}

provider "google" {
  project = "tickets-production"
  region  = "europe-west3"
}
