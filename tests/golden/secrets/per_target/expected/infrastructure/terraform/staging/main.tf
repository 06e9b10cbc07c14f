provider "hcloud" {
  token = var.hetzner_token
}
