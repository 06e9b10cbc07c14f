resource "hcloud_ssh_key" "deploy" {
  name       = "deploy-development"
  public_key = var.ssh_public_key

  labels = {
    managed_by = "terraform"
  }
}

resource "hcloud_server" "web" {
  name        = "web-development"
  server_type = "cpx22"
  image       = "ubuntu-24.04"
  location    = "fsn1"
  ssh_keys    = [hcloud_ssh_key.deploy.id]

  user_data = <<-EOT
    #cloud-config
    package_update: true
    packages: [docker.io, unattended-upgrades]
    runcmd:
      - docker run --detach --restart always --name web --publish 8080:8080 ghcr.io/bakery/web:stable
  EOT

  firewall_ids       = [hcloud_firewall.web.id]
  backups            = false
  delete_protection  = false
  rebuild_protection = false

  labels = {
    managed_by  = "terraform"
    environment = "development"
    role        = "web"
    app         = "bakery"
  }

  public_net {
    ipv4_enabled = true
    ipv6_enabled = false
  }

  network {
    subnet_id = hcloud_network_subnet.servers.id
  }
}
