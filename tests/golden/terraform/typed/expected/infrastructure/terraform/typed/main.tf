resource "hcloud_firewall" "web" {
  name = "web"

  rule { # from inside only
    direction  = "in"
    protocol   = "tcp"
    port       = "22"
    source_ips = ["10.0.0.0/8"]
  }

  rule {
    direction  = "in"
    protocol   = "icmp"
    source_ips = ["0.0.0.0/0", "::/0"]
  }

  dynamic "rule" {
    for_each = var.ports
    iterator = port

    content {
      direction  = "in"
      protocol   = "tcp"
      port       = port.value
      source_ips = ["0.0.0.0/0", "::/0"]
    }
  }
}

resource "hcloud_server" "web" {
  count = 2

  name         = "web-${count.index}"
  server_type  = "cx22"
  image        = "debian-12"
  firewall_ids = [hcloud_firewall.web.id]

  public_net {
    ipv4_enabled = true
    ipv6_enabled = false
  }

  network {
    network_id = hcloud_network.main.id
  }

  shiny {
    new = true
  }

  lifecycle {
    ignore_changes = [image]
  }
}

resource "hcloud_zone" "all" {
  for_each = {
    shop = "shop.example"
  }

  name = each.value
  mode = "primary"

  primary_nameservers = [
    {
      address = "192.0.2.1"
      port    = 53
    },
  ]
}

resource "digitalocean_database_cluster" "orders" {
  name       = "orders"
  engine     = "pg"
  version    = "17"
  size       = "db-s-1vcpu-1gb"
  region     = "fra1"
  node_count = 1
}

resource "hcloud_brand_new" "later" {
  server = hcloud_server.web[0].id
}
