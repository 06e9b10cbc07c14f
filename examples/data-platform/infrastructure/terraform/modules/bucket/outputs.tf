output "name" {
  description = "The bucket's name"
  value       = aws_s3_bucket.this.bucket
}

output "arn" {
  value = aws_s3_bucket.this.arn
}
