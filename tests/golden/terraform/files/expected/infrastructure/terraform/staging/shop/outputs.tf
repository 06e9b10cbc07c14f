# Written by the shop's recipe

output "network_id" {
  value = hcloud_network.main.id
}
