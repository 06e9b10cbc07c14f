output "address" {
  value = hcloud_server.web.ipv4_address
}

output "url" {
  value = module.site.url
}
