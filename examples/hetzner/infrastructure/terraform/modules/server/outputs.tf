output "ipv4_address" {
  description = "The server's public address"
  value       = hcloud_server.web.ipv4_address
}

output "server_id" {
  value = hcloud_server.web.id
}
