terraform {
  required_providers {
    kubernetes = {
      source = "hashicorp/kubernetes"
    }
    hcloud = {
      source = "hetznercloud/hcloud"
    }
  }
}
