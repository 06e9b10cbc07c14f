locals {
  locations = {
    eu-central   = "nbg1"
    us-east      = "ash"
    us-west      = "hil"
    ap-southeast = "sin"
  }
}

resource "hcloud_firewall" "web" {
  name = "${var.environment}-web"

  labels = {
    app        = "shop"
    managed_by = "terraform"
  }

  rule {
    description = "SSH"
    direction   = "in"
    protocol    = "tcp"
    port        = "22"
    source_ips  = ["0.0.0.0/0", "::/0"]
  }

  rule {
    description = "HTTP"
    direction   = "in"
    protocol    = "tcp"
    port        = "80"
    source_ips  = ["0.0.0.0/0", "::/0"]
  }

  rule {
    description = "HTTPS"
    direction   = "in"
    protocol    = "tcp"
    port        = "443"
    source_ips  = ["0.0.0.0/0", "::/0"]
  }
}

resource "hcloud_server" "web" {
  name         = "${var.environment}-web"
  server_type  = var.server_type
  image        = "debian-12"
  location     = local.locations[var.location]
  firewall_ids = [hcloud_firewall.web.id]

  labels = {
    app        = "shop"
    managed_by = "terraform"
    role       = "web"
  }

  user_data = <<-EOT
    #cloud-config
    package_update: true
    packages:
      - nginx
  EOT

  public_net {
    ipv4_enabled = true
    ipv6_enabled = true
  }

  lifecycle {
    ignore_changes = [user_data]
  }
}
