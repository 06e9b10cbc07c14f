terraform {
  backend "s3" {
    bucket               = "acme-state"
    key                  = "shop/terraform.tfstate"
    region               = "eu-central-1"
    workspace_key_prefix = "shop"
    use_lockfile         = true
  }
}
