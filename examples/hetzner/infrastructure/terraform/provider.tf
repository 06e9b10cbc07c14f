provider "hcloud" {
  token = var.hetzner_token # Read from environment
}
