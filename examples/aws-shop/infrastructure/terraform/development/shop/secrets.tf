resource "aws_secretsmanager_secret" "stripe_api_key" {
  name                    = "shop-dev/stripe-api-key"
  recovery_window_in_days = 7
}

resource "aws_secretsmanager_secret_version" "stripe_api_key" {
  secret_id                = aws_secretsmanager_secret.stripe_api_key.id
  secret_string_wo         = var.stripe_api_key
  secret_string_wo_version = 1
}

resource "aws_secretsmanager_secret" "session_key" {
  name                    = "shop-dev/session-key"
  recovery_window_in_days = 7
}

resource "aws_secretsmanager_secret_version" "session_key" {
  secret_id                = aws_secretsmanager_secret.session_key.id
  secret_string_wo         = var.session_key
  secret_string_wo_version = 1
}
