provider "hcloud" {
  token = var.hcloud_token
}

locals {
  name = "shop"
}

# -----------------------------------------------------------------------------
# Network
# -----------------------------------------------------------------------------

# All servers are in it
resource "hcloud_network" "main" {
  name     = "shop"
  ip_range = var.range
}

resource "hcloud_network_subnet" "main" {
  network_id   = hcloud_network.main.id
  type         = "cloud"
  network_zone = var.zone
  ip_range     = var.range
}

# -----------------------------------------------------------------------------
# Servers
# -----------------------------------------------------------------------------

resource "hcloud_server" "web" {
  name        = "web"
  server_type = var.size
  image       = "debian-12"
}
