output "apply_role" {
  description = "What the workflows of this environment take on"
  value       = "arn:aws:iam::222222222222:role/github-shop-apply"
}
