output "private_ip" {
  description = "The server's address inside the network"
  value       = one(hcloud_server.database.network).ip
}
