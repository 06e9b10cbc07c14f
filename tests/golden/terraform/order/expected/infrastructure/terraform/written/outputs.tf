output "url" {
  value = module.site.url
}

output "address" {
  value = hcloud_server.web.ipv4_address
}
