locals {
  locations = {
    eu-central   = "nbg1"
    us-east      = "ash"
    us-west      = "hil"
    ap-southeast = "sin"
  }
}

locals {
  sizes = {
    small = {
      server_type = "cx22"
      volume      = 20
    }
    large = {
      server_type = "cx42"
      volume      = 200
    }
  }
}

resource "hcloud_network" "database" {
  name     = "${var.environment}-database"
  ip_range = "10.10.0.0/16"

  labels = {
    app        = "shop"
    managed_by = "terraform"
  }
}

resource "hcloud_network_subnet" "database" {
  network_id   = hcloud_network.database.id
  type         = "cloud"
  network_zone = var.location
  ip_range     = "10.10.1.0/24"
}

resource "hcloud_server" "database" {
  name        = "${var.environment}-database"
  server_type = local.sizes[var.size].server_type
  image       = "debian-12"
  location    = local.locations[var.location]

  labels = {
    app        = "shop"
    managed_by = "terraform"
    role       = "database"
  }

  user_data = <<-EOT
    #cloud-config
    package_update: true
    packages:
      - postgresql
  EOT

  public_net {
    ipv4_enabled = false
    ipv6_enabled = false
  }

  network {
    network_id = hcloud_network.database.id
  }

  depends_on = [hcloud_network_subnet.database]
}

resource "hcloud_volume" "data" {
  name              = "${var.environment}-data"
  size              = local.sizes[var.size].volume
  location          = local.locations[var.location]
  format            = "ext4"
  delete_protection = true

  labels = {
    app        = "shop"
    managed_by = "terraform"
  }
}

resource "hcloud_volume_attachment" "data" {
  volume_id = hcloud_volume.data.id
  server_id = hcloud_server.database.id
  automount = true
}
