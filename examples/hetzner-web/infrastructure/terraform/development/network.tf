resource "hcloud_network" "main" {
  name              = "bakery-development"
  ip_range          = "10.10.0.0/16"
  delete_protection = false

  labels = {
    managed_by  = "terraform"
    environment = "development"
  }
}

resource "hcloud_network_subnet" "servers" {
  network_id   = hcloud_network.main.id
  type         = "cloud"
  network_zone = "eu-central"
  ip_range     = "10.10.0.0/24"
}

resource "hcloud_firewall" "web" {
  name = "web-development"

  labels = {
    managed_by  = "terraform"
    environment = "development"
  }

  rule {
    description = "Ping"
    direction   = "in"
    protocol    = "icmp"
    source_ips  = ["0.0.0.0/0", "::/0"]
  }

  rule {
    description = "The load balancer"
    direction   = "in"
    protocol    = "tcp"
    port        = "8080"
    source_ips  = ["10.10.0.0/16"]
  }

  rule {
    description = "SSH from the office"
    direction   = "in"
    protocol    = "tcp"
    port        = "22"
    source_ips  = ["203.0.113.0/24"]
  }
}
