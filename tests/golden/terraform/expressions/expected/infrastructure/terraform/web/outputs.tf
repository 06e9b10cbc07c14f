output "address" {
  value = var.size != 0 ? hcloud_server.web[0].ipv4_address : null
}
