output "apply_role" {
  description = "What the workflows of this environment take on"
  value       = "arn:aws:iam::333333333333:role/github-shop-apply"
}
