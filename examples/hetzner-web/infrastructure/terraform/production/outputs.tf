output "address" {
  description = "Where bakery.example has to point"
  value       = hcloud_load_balancer.web.ipv4
}

output "servers" {
  description = "The servers' addresses in the network"
  value       = [for server in hcloud_server.web : one(server.network).ip]
}
