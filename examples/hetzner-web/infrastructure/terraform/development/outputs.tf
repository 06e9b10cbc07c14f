output "address" {
  description = "Where dev.bakery.example has to point"
  value       = hcloud_load_balancer.web.ipv4
}

output "servers" {
  description = "The servers' addresses in the network"
  value       = [one(hcloud_server.web.network).ip]
}
