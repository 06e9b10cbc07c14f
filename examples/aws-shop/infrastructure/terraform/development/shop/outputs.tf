output "url" {
  description = "Where the shop is"
  value       = "https://dev.shop.example"
}

output "help_bucket" {
  description = "Where the help pages go"
  value       = aws_s3_bucket.help.id
}

output "help_distribution" {
  description = "What to refresh when they have changed"
  value       = aws_cloudfront_distribution.help.id
}
