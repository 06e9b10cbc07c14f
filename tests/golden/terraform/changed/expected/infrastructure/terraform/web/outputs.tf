output "dns_name" {
  value       = aws_lb.public.dns_name
  description = "Where it is reached"
}
