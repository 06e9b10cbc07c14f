resource "aws_iam_role" "web" {
  name = "web"

  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect = "Allow"
        Action = "sts:AssumeRole"
      },
    ]
  })

  tags = merge(var.tags, {
    Name = "web"
  })
}

resource "aws_secretsmanager_secret_version" "web" {
  secret_id = "web"

  secret_string = jsonencode({
    user     = "web"
    password = var.database_password
    port     = 5432 # PostgreSQL
  })
}
