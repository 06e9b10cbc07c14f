resource "aws_security_group" "orders_database" {
  name        = "shop-prod-orders-database"
  description = "The database shop-prod-orders"
  vpc_id      = aws_vpc.main.id

  tags = {
    Name = "shop-prod-orders-database"
  }
}

resource "aws_db_subnet_group" "orders" {
  name = "shop-prod-orders"

  subnet_ids = [
    aws_subnet.database_a.id,
    aws_subnet.database_b.id,
    aws_subnet.database_c.id,
  ]

  tags = {
    Name = "shop-prod-orders"
  }
}

resource "aws_db_parameter_group" "orders" {
  name_prefix = "shop-prod-orders-"
  family      = "postgres17"

  tags = {
    Name = "shop-prod-orders"
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
  name              = "/aws/rds/instance/shop-prod-orders/postgresql"
  retention_in_days = 365
}

resource "aws_cloudwatch_log_group" "orders_upgrade" {
  name              = "/aws/rds/instance/shop-prod-orders/upgrade"
  retention_in_days = 365
}

data "aws_iam_policy_document" "orders_monitoring_trust" {
  statement {
    principals {
      type        = "Service"
      identifiers = ["monitoring.rds.amazonaws.com"]
    }

    actions = ["sts:AssumeRole"]
  }
}

resource "aws_iam_role" "orders_monitoring" {
  name               = "shop-prod-orders-monitoring"
  assume_role_policy = data.aws_iam_policy_document.orders_monitoring_trust.json
}

resource "aws_iam_role_policy_attachment" "orders_monitoring_amazon_rds_enhanced_monitoring_role" {
  role       = aws_iam_role.orders_monitoring.name
  policy_arn = "arn:aws:iam::aws:policy/service-role/AmazonRDSEnhancedMonitoringRole"
}

resource "aws_db_instance" "orders" {
  identifier                      = "shop-prod-orders"
  engine                          = "postgres"
  engine_version                  = "17"
  instance_class                  = "db.m7g.large"
  db_name                         = "orders"
  username                        = "app"
  manage_master_user_password     = true # in Secrets Manager, changed every 90 days
  storage_type                    = "gp3"
  allocated_storage               = 100
  max_allocated_storage           = 500
  storage_encrypted               = true
  multi_az                        = true
  publicly_accessible             = false
  db_subnet_group_name            = aws_db_subnet_group.orders.name
  vpc_security_group_ids          = [aws_security_group.orders_database.id]
  parameter_group_name            = aws_db_parameter_group.orders.name
  backup_retention_period         = 30
  backup_window                   = "02:00-03:00"
  maintenance_window              = "sun:03:30-sun:04:30"
  auto_minor_version_upgrade      = true
  copy_tags_to_snapshot           = true
  apply_immediately               = false
  deletion_protection             = true
  skip_final_snapshot             = false
  final_snapshot_identifier       = "shop-prod-orders-final"
  performance_insights_enabled    = true
  monitoring_interval             = 60
  monitoring_role_arn             = aws_iam_role.orders_monitoring.arn
  enabled_cloudwatch_logs_exports = ["postgresql", "upgrade"]

  tags = {
    Name = "shop-prod-orders"
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
