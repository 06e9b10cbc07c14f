terraform {
  required_providers {
    hcloud = {
      source = "hetznercloud/hcloud"
    }
    kubernetes = {
      source = "hashicorp/kubernetes"
    }
  }
}
