output "apply_role" {
  description = "What the workflows of this environment take on"
  value       = "arn:aws:iam::111111111111:role/github-shop-apply"
}
