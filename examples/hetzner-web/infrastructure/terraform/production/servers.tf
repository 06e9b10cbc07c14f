resource "hcloud_ssh_key" "deploy" {
  name       = "deploy-production"
  public_key = var.ssh_public_key

  labels = {
    managed_by = "terraform"
  }
}

resource "hcloud_placement_group" "web" {
  name = "web-production"
  type = "spread" # each on a host of its own

  labels = {
    managed_by  = "terraform"
    environment = "production"
    role        = "web"
    app         = "bakery"
  }
}

resource "hcloud_server" "web" {
  count = 3

  name        = "web-production-${count.index + 1}"
  server_type = "cpx32"
  image       = "ubuntu-24.04"
  location    = "hel1"
  ssh_keys    = [hcloud_ssh_key.deploy.id]

  user_data = <<-EOT
    #cloud-config
    package_update: true
    packages: [docker.io, unattended-upgrades]
    runcmd:
      - docker run --detach --restart always --name web --publish 8080:8080 ghcr.io/bakery/web:stable
  EOT

  firewall_ids             = [hcloud_firewall.web.id]
  placement_group_id       = hcloud_placement_group.web.id
  backups                  = true
  delete_protection        = true
  rebuild_protection       = true
  shutdown_before_deletion = true

  labels = {
    managed_by  = "terraform"
    environment = "production"
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

  lifecycle {
    ignore_changes = [image, ssh_keys, user_data] # a change of these would replace the server
  }
}
