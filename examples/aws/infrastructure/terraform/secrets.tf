resource "aws_secretsmanager_secret" "db_credentials" {
  name        = "${var.environment}/myapp/database"
  description = "Database credentials for ${var.environment}"

  rotation_rules {
    automatically_after_days = 30
  }
}

resource "aws_secretsmanager_secret_version" "db_credentials" {
  secret_id = aws_secretsmanager_secret.db_credentials.id

  secret_string = jsonencode({
    username = var.db_username
    password = var.db_password
    host     = aws_db_instance.postgres.endpoint
    port     = 5432
    database = var.db_name
  })
}

# Grant ECS task access to secrets
resource "aws_iam_role_policy" "ecs_secrets" {
  role = aws_iam_role.ecs_task_execution.id

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect   = "Allow"
        Action   = ["secretsmanager:GetSecretValue"]
        Resource = [aws_secretsmanager_secret.db_credentials.arn]
      },
    ]
  })
}
