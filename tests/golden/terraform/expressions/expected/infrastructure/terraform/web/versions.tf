terraform {
  required_version = ">= 1.10"

  cloud {
    organization = "acme"

    workspaces {
      name    = "web"
      project = "shop"
    }
  }
}
