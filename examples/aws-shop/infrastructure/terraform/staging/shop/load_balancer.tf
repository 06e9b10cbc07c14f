resource "aws_security_group" "public_load_balancer" {
  name        = "shop-staging-public-load-balancer"
  description = "The load balancer shop-staging-public"
  vpc_id      = aws_vpc.main.id

  tags = {
    Name = "shop-staging-public-load-balancer"
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

resource "aws_lb" "public" {
  name                       = "shop-staging-public"
  load_balancer_type         = "application"
  internal                   = false
  subnets                    = [aws_subnet.public_a.id, aws_subnet.public_b.id]
  security_groups            = [aws_security_group.public_load_balancer.id]
  idle_timeout               = 60
  drop_invalid_header_fields = true
  enable_deletion_protection = false

  tags = {
    Name = "shop-staging-public"
  }
}

resource "aws_acm_certificate" "public" {
  domain_name       = "staging.shop.example"
  validation_method = "DNS"

  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_route53_record" "public_validation" {
  for_each = {
    for option in aws_acm_certificate.public.domain_validation_options : option.domain_name => option
  }

  zone_id         = "Z0STAGING12345"
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

resource "aws_route53_record" "staging_shop_example_a" {
  zone_id = "Z0STAGING12345"
  name    = "staging.shop.example"
  type    = "A"

  alias {
    name                   = aws_lb.public.dns_name
    zone_id                = aws_lb.public.zone_id
    evaluate_target_health = false
  }
}
