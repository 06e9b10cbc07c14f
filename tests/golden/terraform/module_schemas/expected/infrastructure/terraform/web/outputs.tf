output "url" {
  value = module.site.url
}

output "arn" {
  value = module.queue.arn
}

output "servers" {
  value = module.dns.servers
}
