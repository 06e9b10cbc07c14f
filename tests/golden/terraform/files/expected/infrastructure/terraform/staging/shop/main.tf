# Written by the shop's recipe

resource "hcloud_server" "web" {
  name        = "web"
  server_type = var.size

  network {
    network_id = hcloud_network.main.id
    alias_ips  = ["10.0.0.2", "10.0.0.3"]
  }
}
