locals {
  name = "insight-dev"
}

data "terraform_remote_state" "network" {
  backend = "s3"

  config = {
    bucket = "insight-state-111111111111"
    key    = "network.tfstate"
    region = "eu-central-1"
  }
}

resource "aws_db_subnet_group" "warehouse" {
  name       = "${local.name}-warehouse"
  subnet_ids = data.terraform_remote_state.network.outputs.private_subnet_ids
}

resource "aws_db_parameter_group" "warehouse" {
  name_prefix = "${local.name}-warehouse-"
  family      = "postgres17"

  parameter {
    name  = "log_min_duration_statement"
    value = "500"
  }

  parameter {
    name         = "rds.logical_replication"
    value        = "1"
    apply_method = "pending-reboot"
  }

  lifecycle {
    create_before_destroy = true
  }
}

# The warehouse. Its password is rotated by hand: change the secret, then apply.
resource "aws_db_instance" "warehouse" {
  identifier              = "${local.name}-warehouse"
  engine                  = "postgres"
  engine_version          = "17"
  instance_class          = "db.t4g.medium"
  allocated_storage       = 200
  max_allocated_storage   = 2000
  storage_encrypted       = true
  username                = "warehouse"
  password                = var.warehouse_password
  db_subnet_group_name    = aws_db_subnet_group.warehouse.name
  parameter_group_name    = aws_db_parameter_group.warehouse.name
  vpc_security_group_ids  = [data.terraform_remote_state.network.outputs.security_group_id]
  multi_az                = false
  backup_retention_period = 3
  deletion_protection     = false
  skip_final_snapshot     = true

  lifecycle {
    ignore_changes = [engine_version]
  }
}

resource "aws_secretsmanager_secret" "warehouse" {
  name = "${local.name}/warehouse"
}

resource "aws_secretsmanager_secret_version" "warehouse" {
  secret_id = aws_secretsmanager_secret.warehouse.id

  secret_string = jsonencode({
    host     = aws_db_instance.warehouse.address
    port     = aws_db_instance.warehouse.port
    user     = aws_db_instance.warehouse.username
    password = var.warehouse_password
  })
}
