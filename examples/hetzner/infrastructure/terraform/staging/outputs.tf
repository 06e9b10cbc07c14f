output "server_ip" {
  description = "Where the shop answers"
  value       = module.server.ipv4_address
}

output "database_ip" {
  description = "Where the database listens, inside the network"
  value       = module.database.private_ip
}
