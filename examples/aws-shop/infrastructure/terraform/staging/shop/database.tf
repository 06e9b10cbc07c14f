resource "aws_security_group" "orders_database" {
  name        = "shop-staging-orders-database"
  description = "The database shop-staging-orders"
  vpc_id      = aws_vpc.main.id

  tags = {
    Name = "shop-staging-orders-database"
  }
}

resource "aws_db_subnet_group" "orders" {
  name       = "shop-staging-orders"
  subnet_ids = [aws_subnet.database_a.id, aws_subnet.database_b.id]

  tags = {
    Name = "shop-staging-orders"
  }
}

resource "aws_db_parameter_group" "orders" {
  name_prefix = "shop-staging-orders-"
  family      = "postgres17"

  tags = {
    Name = "shop-staging-orders"
  }

  parameter {
    name  = "rds.force_ssl"
    value = "1"
  }

  parameter {
    name  = "log_min_duration_statement"
    value = "500"
  }

  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_cloudwatch_log_group" "orders_postgresql" {
  name              = "/aws/rds/instance/shop-staging-orders/postgresql"
  retention_in_days = 30
}

resource "aws_cloudwatch_log_group" "orders_upgrade" {
  name              = "/aws/rds/instance/shop-staging-orders/upgrade"
  retention_in_days = 30
}

resource "aws_db_instance" "orders" {
  identifier                      = "shop-staging-orders"
  engine                          = "postgres"
  engine_version                  = "17"
  instance_class                  = "db.t4g.micro"
  db_name                         = "orders"
  username                        = "app"
  manage_master_user_password     = true # in Secrets Manager, changed every 90 days
  storage_type                    = "gp3"
  allocated_storage               = 20
  max_allocated_storage           = 100
  storage_encrypted               = true
  multi_az                        = false
  publicly_accessible             = false
  db_subnet_group_name            = aws_db_subnet_group.orders.name
  vpc_security_group_ids          = [aws_security_group.orders_database.id]
  parameter_group_name            = aws_db_parameter_group.orders.name
  backup_retention_period         = 7
  backup_window                   = "02:00-03:00"
  maintenance_window              = "sun:03:30-sun:04:30"
  auto_minor_version_upgrade      = true
  copy_tags_to_snapshot           = true
  apply_immediately               = true
  deletion_protection             = false
  skip_final_snapshot             = true
  performance_insights_enabled    = false
  monitoring_interval             = 0
  enabled_cloudwatch_logs_exports = ["postgresql", "upgrade"]

  tags = {
    Name = "shop-staging-orders"
  }

  depends_on = [
    aws_cloudwatch_log_group.orders_postgresql,
    aws_cloudwatch_log_group.orders_upgrade,
  ]
}

resource "aws_secretsmanager_secret_rotation" "orders" {
  secret_id = aws_db_instance.orders.master_user_secret[0].secret_arn

  rotation_rules {
    automatically_after_days = 90
  }
}
