resource "aws_cloudwatch_log_group" "main_commands" {
  name              = "/ecs/shop-staging-main/commands"
  retention_in_days = 30
}

resource "aws_ecs_cluster" "main" {
  name = "shop-staging-main"

  tags = {
    Name = "shop-staging-main"
  }

  setting {
    name  = "containerInsights"
    value = "disabled"
  }

  configuration {
    execute_command_configuration {
      logging = "OVERRIDE"

      log_configuration {
        cloud_watch_log_group_name = aws_cloudwatch_log_group.main_commands.name
      }
    }
  }
}

resource "aws_ecs_cluster_capacity_providers" "main" {
  cluster_name       = aws_ecs_cluster.main.name
  capacity_providers = ["FARGATE", "FARGATE_SPOT"]
}

resource "aws_security_group" "web" {
  name        = "shop-staging-web"
  description = "The service shop-staging-web"
  vpc_id      = aws_vpc.main.id

  tags = {
    Name = "shop-staging-web"
  }
}

resource "aws_vpc_security_group_egress_rule" "web_https" {
  security_group_id = aws_security_group.web.id
  description       = "HTTPS: AWS, and what is called outside"
  ip_protocol       = "tcp"
  from_port         = 443
  to_port           = 443
  cidr_ipv4         = "0.0.0.0/0"
}

resource "aws_vpc_security_group_egress_rule" "web_to_orders" {
  security_group_id            = aws_security_group.web.id
  description                  = "web to orders"
  ip_protocol                  = "tcp"
  from_port                    = 5432
  to_port                      = 5432
  referenced_security_group_id = aws_security_group.orders_database.id
}

resource "aws_vpc_security_group_ingress_rule" "web_to_orders" {
  security_group_id            = aws_security_group.orders_database.id
  description                  = "web to orders"
  ip_protocol                  = "tcp"
  from_port                    = 5432
  to_port                      = 5432
  referenced_security_group_id = aws_security_group.web.id
}

resource "aws_cloudwatch_log_group" "web" {
  name              = "/ecs/shop-staging-web"
  retention_in_days = 30
}

data "aws_iam_policy_document" "web_execution_trust" {
  statement {
    principals {
      type        = "Service"
      identifiers = ["ecs-tasks.amazonaws.com"]
    }

    actions = ["sts:AssumeRole"]
  }
}

resource "aws_iam_role" "web_execution" {
  name               = "shop-staging-web-execution"
  description        = "Starts the containers: pulls the image, reads secrets, writes logs"
  assume_role_policy = data.aws_iam_policy_document.web_execution_trust.json
}

data "aws_iam_policy_document" "web_execution" {
  statement {
    sid       = "WriteLogs"
    actions   = ["logs:CreateLogStream", "logs:PutLogEvents"]
    resources = ["${aws_cloudwatch_log_group.web.arn}:*"]
  }

  statement {
    sid = "PullImages"

    actions = [
      "ecr:GetAuthorizationToken",
      "ecr:BatchCheckLayerAvailability",
      "ecr:GetDownloadUrlForLayer",
      "ecr:BatchGetImage",
    ]

    resources = [
      "*", # a login holds for all registries
    ]
  }

  statement {
    sid     = "ReadSecrets"
    actions = ["secretsmanager:GetSecretValue"]

    resources = [
      aws_secretsmanager_secret.stripe_api_key.arn,
      aws_secretsmanager_secret.session_key.arn,
      aws_db_instance.orders.master_user_secret[0].secret_arn,
    ]
  }
}

resource "aws_iam_role_policy" "web_execution" {
  name   = "web-execution"
  role   = aws_iam_role.web_execution.id
  policy = data.aws_iam_policy_document.web_execution.json
}

data "aws_iam_policy_document" "web_trust" {
  statement {
    principals {
      type        = "Service"
      identifiers = ["ecs-tasks.amazonaws.com"]
    }

    actions = ["sts:AssumeRole"]
  }
}

resource "aws_iam_role" "web" {
  name               = "shop-staging-web"
  description        = "What the containers may do"
  assume_role_policy = data.aws_iam_policy_document.web_trust.json
}

data "aws_iam_policy_document" "web" {
  statement {
    sid = "OpenShell"

    actions = [
      "ssmmessages:CreateControlChannel",
      "ssmmessages:CreateDataChannel",
      "ssmmessages:OpenControlChannel",
      "ssmmessages:OpenDataChannel",
    ]

    resources = ["*"]
  }

  statement {
    sid = "RecordShell"

    actions = [
      "logs:CreateLogStream",
      "logs:DescribeLogStreams",
      "logs:PutLogEvents",
    ]

    resources = ["${aws_cloudwatch_log_group.main_commands.arn}:*"]
  }

  statement {
    sid       = "FindLogs"
    actions   = ["logs:DescribeLogGroups"]
    resources = ["*"]
  }
}

resource "aws_iam_role_policy" "web" {
  name   = "web"
  role   = aws_iam_role.web.id
  policy = data.aws_iam_policy_document.web.json
}

resource "aws_ecs_task_definition" "web" {
  family                   = "shop-staging-web"
  requires_compatibilities = ["FARGATE"]
  network_mode             = "awsvpc"
  cpu                      = 256
  memory                   = 512
  execution_role_arn       = aws_iam_role.web_execution.arn
  task_role_arn            = aws_iam_role.web.arn

  container_definitions = jsonencode([
    {
      name      = "web"
      image     = "222222222222.dkr.ecr.eu-central-1.amazonaws.com/web:${var.image_version}"
      essential = true
      portMappings = [
        {
          containerPort = 8080
          protocol      = "tcp"
        },
      ]
      environment = [
        {
          name  = "DATABASE_HOST"
          value = aws_db_instance.orders.address
        },
        {
          name  = "DATABASE_NAME"
          value = "orders"
        },
        {
          name  = "PUBLIC_URL"
          value = "https://staging.shop.example"
        },
      ]
      secrets = [
        {
          name      = "STRIPE_API_KEY"
          valueFrom = aws_secretsmanager_secret.stripe_api_key.arn
        },
        {
          name      = "SESSION_KEY"
          valueFrom = aws_secretsmanager_secret.session_key.arn
        },
        {
          name      = "DATABASE_USER"
          valueFrom = "${aws_db_instance.orders.master_user_secret[0].secret_arn}:username::"
        },
        {
          name      = "DATABASE_PASSWORD"
          valueFrom = "${aws_db_instance.orders.master_user_secret[0].secret_arn}:password::"
        },
      ]
      linuxParameters = {
        initProcessEnabled = true
      }
      stopTimeout = 30
      logConfiguration = {
        logDriver = "awslogs"
        options = {
          awslogs-group         = aws_cloudwatch_log_group.web.name
          awslogs-region        = "eu-central-1"
          awslogs-stream-prefix = "web"
          mode                  = "non-blocking"
          max-buffer-size       = "25m"
        }
      }
    },
  ])

  tags = {
    Name = "shop-staging-web"
  }

  runtime_platform {
    operating_system_family = "LINUX"
    cpu_architecture        = "X86_64"
  }
}

resource "aws_lb_target_group" "web" {
  name                 = "shop-staging-web"
  vpc_id               = aws_vpc.main.id
  target_type          = "ip"
  protocol             = "HTTP"
  port                 = 8080
  deregistration_delay = 30

  tags = {
    Name = "shop-staging-web"
  }

  health_check {
    path                = "/healthz"
    matcher             = "200"
    interval            = 15
    timeout             = 5
    healthy_threshold   = 2
    unhealthy_threshold = 3
  }
}

resource "aws_lb_listener_rule" "web" {
  listener_arn = aws_lb_listener.public_https.arn
  priority     = 100

  tags = {
    Name = "shop-staging-web"
  }

  condition {
    path_pattern {
      values = ["/*"]
    }
  }

  action {
    type             = "forward"
    target_group_arn = aws_lb_target_group.web.arn
  }
}

resource "aws_vpc_security_group_egress_rule" "shop_staging_public_to_web" {
  security_group_id            = aws_security_group.public_load_balancer.id
  description                  = "shop-staging-public to web"
  ip_protocol                  = "tcp"
  from_port                    = 8080
  to_port                      = 8080
  referenced_security_group_id = aws_security_group.web.id
}

resource "aws_vpc_security_group_ingress_rule" "shop_staging_public_to_web" {
  security_group_id            = aws_security_group.web.id
  description                  = "shop-staging-public to web"
  ip_protocol                  = "tcp"
  from_port                    = 8080
  to_port                      = 8080
  referenced_security_group_id = aws_security_group.public_load_balancer.id
}

resource "aws_ecs_service" "web" {
  name                               = "web"
  cluster                            = aws_ecs_cluster.main.id
  task_definition                    = aws_ecs_task_definition.web.arn
  desired_count                      = 1
  platform_version                   = "LATEST"
  availability_zone_rebalancing      = "ENABLED"
  deployment_minimum_healthy_percent = 100
  deployment_maximum_percent         = 200
  health_check_grace_period_seconds  = 60
  enable_execute_command             = true
  enable_ecs_managed_tags            = true
  propagate_tags                     = "SERVICE"
  wait_for_steady_state              = true # an apply fails when the containers don't come up

  tags = {
    Name = "shop-staging-web"
  }

  capacity_provider_strategy {
    capacity_provider = "FARGATE_SPOT"
    weight            = 1
  }

  network_configuration {
    subnets          = [aws_subnet.private_a.id, aws_subnet.private_b.id]
    security_groups  = [aws_security_group.web.id]
    assign_public_ip = false
  }

  load_balancer {
    target_group_arn = aws_lb_target_group.web.arn
    container_name   = "web"
    container_port   = 8080
  }

  deployment_circuit_breaker {
    enable   = true
    rollback = true
  }

  depends_on = [
    aws_ecs_cluster_capacity_providers.main,
    aws_lb_listener_rule.web,
    aws_iam_role_policy.web_execution,
  ]
}
