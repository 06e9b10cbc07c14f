# -----------------------------------------------------------------------------
# Servers
# -----------------------------------------------------------------------------

resource "hcloud_server_network" "web" {
  server_id = hcloud_server.web.id
  subnet_id = hcloud_network_subnet.main.id
}
