resource "hcloud_load_balancer" "web" {
  name               = "web-production"
  load_balancer_type = "lb11"
  location           = "hel1"
  delete_protection  = true

  labels = {
    managed_by  = "terraform"
    environment = "production"
  }

  algorithm {
    type = "least_connections"
  }
}

resource "hcloud_load_balancer_network" "web" {
  load_balancer_id        = hcloud_load_balancer.web.id
  subnet_id               = hcloud_network_subnet.servers.id
  enable_public_interface = true
}

resource "hcloud_managed_certificate" "web" {
  name         = "web-production"
  domain_names = ["bakery.example"]

  labels = {
    managed_by  = "terraform"
    environment = "production"
  }

  lifecycle {
    create_before_destroy = true
  }
}

resource "hcloud_load_balancer_service" "web_443" {
  load_balancer_id = hcloud_load_balancer.web.id
  protocol         = "https"
  listen_port      = 443
  destination_port = 8080

  http {
    certificates  = [hcloud_managed_certificate.web.id]
    redirect_http = true
  }

  health_check {
    protocol = "http"
    port     = 8080
    interval = 10
    timeout  = 5
    retries  = 3

    http {
      path         = "/healthz"
      status_codes = ["2??", "3??"]
    }
  }
}

resource "hcloud_load_balancer_target" "web" {
  load_balancer_id = hcloud_load_balancer.web.id
  type             = "label_selector"
  label_selector   = "role=web,environment=production"
  use_private_ip   = true

  depends_on = [hcloud_load_balancer_network.web]
}
