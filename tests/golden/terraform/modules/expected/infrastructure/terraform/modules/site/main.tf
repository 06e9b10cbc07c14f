data "aws_route53_zone" "main" {
  provider = aws.global

  name = var.domain
}
