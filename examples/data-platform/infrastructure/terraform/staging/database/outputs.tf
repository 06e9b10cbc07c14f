output "endpoint" {
  value = aws_db_instance.warehouse.endpoint
}

output "secret_arn" {
  value = aws_secretsmanager_secret.warehouse.arn
}
