resource "aws_security_group" "load_balancer" {
  name        = "orbit-prod-load-balancer"
  description = "Load balancer"
  vpc_id      = aws_vpc.main.id

  tags = {
    Name = "orbit-prod-load-balancer"
  }

  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_security_group" "service" {
  name        = "orbit-prod-service"
  description = "Services"
  vpc_id      = aws_vpc.main.id

  tags = {
    Name = "orbit-prod-service"
  }

  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_security_group" "monitoring" {
  name        = "orbit-prod-monitoring"
  description = "Monitoring"
  vpc_id      = aws_vpc.main.id

  tags = {
    Name = "orbit-prod-monitoring"
  }

  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_security_group" "database" {
  name        = "orbit-prod-database"
  description = "Databases"
  vpc_id      = aws_vpc.main.id

  tags = {
    Name = "orbit-prod-database"
  }

  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_security_group" "cache" {
  name        = "orbit-prod-cache"
  description = "Caches"
  vpc_id      = aws_vpc.main.id

  tags = {
    Name = "orbit-prod-cache"
  }

  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_vpc_security_group_ingress_rule" "load_balancer_from_internet_443" {
  security_group_id = aws_security_group.load_balancer.id
  description       = "HTTPS"
  ip_protocol       = "tcp"
  from_port         = 443
  to_port           = 443
  cidr_ipv4         = "0.0.0.0/0"
}

resource "aws_vpc_security_group_ingress_rule" "load_balancer_from_internet_80" {
  security_group_id = aws_security_group.load_balancer.id
  description       = "redirected to HTTPS"
  ip_protocol       = "tcp"
  from_port         = 80
  to_port           = 80
  cidr_ipv4         = "0.0.0.0/0"
}

resource "aws_vpc_security_group_egress_rule" "load_balancer" {
  security_group_id = aws_security_group.load_balancer.id
  description       = "anywhere"
  ip_protocol       = "-1"
  cidr_ipv4         = "0.0.0.0/0"
}

resource "aws_vpc_security_group_ingress_rule" "service_from_load_balancer_8080" {
  security_group_id            = aws_security_group.service.id
  description                  = "requests"
  ip_protocol                  = "tcp"
  from_port                    = 8080
  to_port                      = 8080
  referenced_security_group_id = aws_security_group.load_balancer.id
}

resource "aws_vpc_security_group_ingress_rule" "service_from_service_8080" {
  security_group_id            = aws_security_group.service.id
  description                  = "services call each other"
  ip_protocol                  = "tcp"
  from_port                    = 8080
  to_port                      = 8080
  referenced_security_group_id = aws_security_group.service.id
}

resource "aws_vpc_security_group_ingress_rule" "service_from_monitoring_9090" {
  security_group_id            = aws_security_group.service.id
  description                  = "metrics"
  ip_protocol                  = "tcp"
  from_port                    = 9090
  to_port                      = 9090
  referenced_security_group_id = aws_security_group.monitoring.id
}

resource "aws_vpc_security_group_egress_rule" "service" {
  security_group_id = aws_security_group.service.id
  description       = "anywhere"
  ip_protocol       = "-1"
  cidr_ipv4         = "0.0.0.0/0"
}

resource "aws_vpc_security_group_ingress_rule" "monitoring_from_office_3000" {
  security_group_id = aws_security_group.monitoring.id
  description       = "Grafana"
  ip_protocol       = "tcp"
  from_port         = 3000
  to_port           = 3000
  cidr_ipv4         = "10.0.0.0/20"
}

resource "aws_vpc_security_group_egress_rule" "monitoring" {
  security_group_id = aws_security_group.monitoring.id
  description       = "anywhere"
  ip_protocol       = "-1"
  cidr_ipv4         = "0.0.0.0/0"
}

resource "aws_vpc_security_group_ingress_rule" "database_from_service_5432" {
  security_group_id            = aws_security_group.database.id
  description                  = "PostgreSQL"
  ip_protocol                  = "tcp"
  from_port                    = 5432
  to_port                      = 5432
  referenced_security_group_id = aws_security_group.service.id
}

resource "aws_vpc_security_group_ingress_rule" "database_from_monitoring_9187" {
  security_group_id            = aws_security_group.database.id
  description                  = "PostgreSQL metrics"
  ip_protocol                  = "tcp"
  from_port                    = 9187
  to_port                      = 9187
  referenced_security_group_id = aws_security_group.monitoring.id
}

resource "aws_vpc_security_group_ingress_rule" "cache_from_service_6379" {
  security_group_id            = aws_security_group.cache.id
  description                  = "Valkey"
  ip_protocol                  = "tcp"
  from_port                    = 6379
  to_port                      = 6379
  referenced_security_group_id = aws_security_group.service.id
}
