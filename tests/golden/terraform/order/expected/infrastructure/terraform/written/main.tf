# The server that all of this is for
resource "hcloud_server" "web" {
  name         = local.names.server
  server_type  = var.size
  image        = data.hcloud_image.debian.id
  ssh_keys     = [hcloud_ssh_key.ada.id]
  firewall_ids = [hcloud_firewall.zoo.id]
}

moved {
  from = hcloud_server.shop
  to   = hcloud_server.web
}

resource "hcloud_ssh_key" "bob" {
  name       = "bob"
  public_key = "ssh-ed25519 B"
}

resource "hcloud_ssh_key" "ada" {
  name       = "ada"
  public_key = "ssh-ed25519 A"
}

# Named so that it would come last
# if names alone decided
resource "hcloud_firewall" "zoo" {
  name = "web"
}

resource "hcloud_floating_ip" "a" {
  type      = "ipv4"
  server_id = module.site.server
}

locals {
  names = {
    server = "web"
  }

  told = hcloud_server.web.name
}

locals {
  suffix = upper(var.size)
}

data "hcloud_image" "debian" {
  name = "debian-12"
}

provider "hcloud" {
  alias = "east"
  token = var.east_token
}

provider "hcloud" {
  token = var.hcloud_token
}

provider "kubernetes" {
  host = hcloud_server.web.ipv4_address
}

resource "kubernetes_namespace" "a" {
  metadata {
    name = "shop"
  }
}
