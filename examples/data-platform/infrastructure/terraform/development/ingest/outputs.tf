output "service_name" {
  value = { for topic, service in module.service : topic => service.name }
}
