resource "aws_security_group" "public_load_balancer" {
  name        = "shop-prod-public-load-balancer"
  description = "The load balancer shop-prod-public"
  vpc_id      = aws_vpc.main.id

  tags = {
    Name = "shop-prod-public-load-balancer"
  }
}

resource "aws_vpc_security_group_ingress_rule" "public_load_balancer_https" {
  security_group_id = aws_security_group.public_load_balancer.id
  description       = "HTTPS"
  ip_protocol       = "tcp"
  from_port         = 443
  to_port           = 443
  cidr_ipv4         = "0.0.0.0/0"
}

resource "aws_vpc_security_group_ingress_rule" "public_load_balancer_http" {
  security_group_id = aws_security_group.public_load_balancer.id
  description       = "HTTP, which is redirected"
  ip_protocol       = "tcp"
  from_port         = 80
  to_port           = 80
  cidr_ipv4         = "0.0.0.0/0"
}

resource "aws_s3_bucket" "public_access_logs" {
  bucket_prefix = "shop-prod-public-logs-"

  tags = {
    Name = "shop-prod-public-access-logs"
  }
}

resource "aws_s3_bucket_public_access_block" "public_access_logs" {
  bucket                  = aws_s3_bucket.public_access_logs.id
  block_public_acls       = true
  block_public_policy     = true
  ignore_public_acls      = true
  restrict_public_buckets = true
}

# Load balancers write with keys of S3 only.
resource "aws_s3_bucket_server_side_encryption_configuration" "public_access_logs" {
  bucket = aws_s3_bucket.public_access_logs.id

  rule {
    apply_server_side_encryption_by_default {
      sse_algorithm = "AES256"
    }
  }
}

resource "aws_s3_bucket_lifecycle_configuration" "public_access_logs" {
  bucket = aws_s3_bucket.public_access_logs.id

  rule {
    id     = "expire"
    status = "Enabled"

    filter {}

    expiration {
      days = 90
    }
  }
}

data "aws_iam_policy_document" "public_access_logs" {
  statement {
    sid = "LoadBalancersWrite"

    principals {
      type        = "Service"
      identifiers = ["logdelivery.elasticloadbalancing.amazonaws.com"]
    }

    actions   = ["s3:PutObject"]
    resources = ["${aws_s3_bucket.public_access_logs.arn}/AWSLogs/*"]
  }

  statement {
    sid    = "OnlyWithTls"
    effect = "Deny"

    principals {
      type        = "*"
      identifiers = ["*"]
    }

    actions = ["s3:*"]

    resources = [
      aws_s3_bucket.public_access_logs.arn,
      "${aws_s3_bucket.public_access_logs.arn}/*",
    ]

    condition {
      test     = "Bool"
      variable = "aws:SecureTransport"
      values   = ["false"]
    }
  }
}

resource "aws_s3_bucket_policy" "public_access_logs" {
  bucket = aws_s3_bucket.public_access_logs.id
  policy = data.aws_iam_policy_document.public_access_logs.json
}

resource "aws_lb" "public" {
  name               = "shop-prod-public"
  load_balancer_type = "application"
  internal           = false

  subnets = [
    aws_subnet.public_a.id,
    aws_subnet.public_b.id,
    aws_subnet.public_c.id,
  ]

  security_groups            = [aws_security_group.public_load_balancer.id]
  idle_timeout               = 60
  drop_invalid_header_fields = true
  enable_deletion_protection = true

  tags = {
    Name = "shop-prod-public"
  }

  access_logs {
    bucket  = aws_s3_bucket.public_access_logs.id
    enabled = true
  }

  depends_on = [aws_s3_bucket_policy.public_access_logs]
}

resource "aws_acm_certificate" "public" {
  domain_name       = "shop.example"
  validation_method = "DNS"

  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_route53_record" "public_validation" {
  for_each = {
    for option in aws_acm_certificate.public.domain_validation_options : option.domain_name => option
  }

  zone_id         = "Z0PRODUCTION12"
  name            = each.value.resource_record_name
  type            = each.value.resource_record_type
  records         = [each.value.resource_record_value]
  ttl             = 300
  allow_overwrite = true # several certificates of a domain share the record
}

resource "aws_acm_certificate_validation" "public" {
  certificate_arn = aws_acm_certificate.public.arn

  validation_record_fqdns = [
    for record in aws_route53_record.public_validation : record.fqdn
  ]
}

resource "aws_lb_listener" "public_https" {
  load_balancer_arn = aws_lb.public.arn
  port              = 443
  protocol          = "HTTPS"
  ssl_policy        = "ELBSecurityPolicy-TLS13-1-2-Res-PQ-2025-09"
  certificate_arn   = aws_acm_certificate_validation.public.certificate_arn

  default_action {
    type = "fixed-response"

    fixed_response {
      content_type = "text/plain"
      message_body = "Not found"
      status_code  = "404"
    }
  }
}

resource "aws_lb_listener" "public_http" {
  load_balancer_arn = aws_lb.public.arn
  port              = 80
  protocol          = "HTTP"

  default_action {
    type = "redirect"

    redirect {
      port        = "443"
      protocol    = "HTTPS"
      status_code = "HTTP_301"
    }
  }
}

resource "aws_route53_record" "shop_example_a" {
  zone_id = "Z0PRODUCTION12"
  name    = "shop.example"
  type    = "A"

  alias {
    name                   = aws_lb.public.dns_name
    zone_id                = aws_lb.public.zone_id
    evaluate_target_health = false
  }
}
