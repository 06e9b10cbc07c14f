output "name" {
  description = "Where it answers"
  value       = module.dns.name
}
