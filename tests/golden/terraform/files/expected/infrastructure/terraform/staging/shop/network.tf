# Written by the shop's recipe

resource "hcloud_network" "main" {
  name     = "main"
  ip_range = "10.0.0.0/16"

  labels = {
    team = "web"
  }

  expose_routes_to_vswitch = false
}
