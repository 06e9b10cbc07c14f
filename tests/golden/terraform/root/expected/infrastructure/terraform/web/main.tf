locals {
  zone = "fsn1"

  labels = {
    app        = "web"
    managed-by = "sw"
  }
}

data "hcloud_image" "debian" {
  name = "debian-12"
}

# One is enough:
# the site is static.
resource "hcloud_server" "web" {
  name        = "web-${local.zone}"
  server_type = var.size
  image       = data.hcloud_image.debian.id
  labels      = local.labels

  public_net {
    ipv4_enabled = true
    ipv6_enabled = true
  }
}

module "dns" {
  source = "../modules/dns"

  address = hcloud_server.web.ipv4_address
}
