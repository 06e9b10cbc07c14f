output "first" {
  value = hcloud_server.web[0].ipv4_address
}

output "addresses" {
  value = hcloud_server.web[*].ipv4_address
}

output "zone" {
  value = hcloud_zone.all["shop"].id
}
