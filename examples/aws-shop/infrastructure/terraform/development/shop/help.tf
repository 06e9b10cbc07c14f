resource "aws_s3_bucket" "help" {
  bucket_prefix = "shop-dev-help-"
  force_destroy = true # files come from a workflow, which can bring them again

  tags = {
    Name = "shop-dev-help"
  }
}

resource "aws_s3_bucket_public_access_block" "help" {
  bucket                  = aws_s3_bucket.help.id
  block_public_acls       = true
  block_public_policy     = true
  ignore_public_acls      = true
  restrict_public_buckets = true
}

resource "aws_s3_bucket_ownership_controls" "help" {
  bucket = aws_s3_bucket.help.id

  rule {
    object_ownership = "BucketOwnerEnforced"
  }
}

resource "aws_s3_bucket_server_side_encryption_configuration" "help" {
  bucket = aws_s3_bucket.help.id

  rule {
    apply_server_side_encryption_by_default {
      sse_algorithm = "AES256"
    }
  }
}

resource "aws_s3_bucket_versioning" "help" {
  bucket = aws_s3_bucket.help.id

  versioning_configuration {
    status = "Enabled"
  }
}

resource "aws_s3_bucket_lifecycle_configuration" "help" {
  bucket = aws_s3_bucket.help.id

  rule {
    id     = "replaced-files"
    status = "Enabled"

    filter {}

    noncurrent_version_expiration {
      noncurrent_days = 30
    }
  }

  rule {
    id     = "broken-uploads"
    status = "Enabled"

    filter {}

    abort_incomplete_multipart_upload {
      days_after_initiation = 7
    }
  }

  depends_on = [aws_s3_bucket_versioning.help]
}

resource "aws_acm_certificate" "help" {
  provider = aws.us_east_1

  domain_name       = "help.dev.shop.example"
  validation_method = "DNS"

  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_route53_record" "help_validation" {
  for_each = {
    for option in aws_acm_certificate.help.domain_validation_options : option.domain_name => option
  }

  zone_id         = "Z0DEVELOPMENT1"
  name            = each.value.resource_record_name
  type            = each.value.resource_record_type
  records         = [each.value.resource_record_value]
  ttl             = 300
  allow_overwrite = true # several certificates of a domain share the record
}

resource "aws_acm_certificate_validation" "help" {
  provider = aws.us_east_1

  certificate_arn = aws_acm_certificate.help.arn

  validation_record_fqdns = [
    for record in aws_route53_record.help_validation : record.fqdn
  ]
}

resource "aws_cloudfront_origin_access_control" "help" {
  name                              = "shop-dev-help"
  origin_access_control_origin_type = "s3"
  signing_behavior                  = "always"
  signing_protocol                  = "sigv4"
}

data "aws_cloudfront_cache_policy" "help_cache" {
  name = "Managed-CachingOptimized"
}

data "aws_cloudfront_response_headers_policy" "help_headers" {
  name = "Managed-SecurityHeadersPolicy"
}

resource "aws_cloudfront_function" "help" {
  name    = "shop-dev-help-folders"
  runtime = "cloudfront-js-2.0"
  comment = "Asks for the page of a folder"
  publish = true

  code = <<-EOT
    function handler(event) {
      var request = event.request;
      if (request.uri.endsWith("/")) {
        request.uri += "index.html";
      } else if (!request.uri.split("/").pop().includes(".")) {
        request.uri += "/index.html";
      }
      return request;
    }
  EOT
}

resource "aws_cloudfront_distribution" "help" {
  comment             = "shop-dev-help"
  enabled             = true
  is_ipv6_enabled     = true
  http_version        = "http2and3"
  aliases             = ["help.dev.shop.example"]
  default_root_object = "index.html"
  price_class         = "PriceClass_100"

  tags = {
    Name = "shop-dev-help"
  }

  origin {
    origin_id                = "bucket"
    domain_name              = aws_s3_bucket.help.bucket_regional_domain_name
    origin_access_control_id = aws_cloudfront_origin_access_control.help.id
  }

  default_cache_behavior {
    target_origin_id           = "bucket"
    viewer_protocol_policy     = "redirect-to-https"
    allowed_methods            = ["GET", "HEAD", "OPTIONS"]
    cached_methods             = ["GET", "HEAD"]
    compress                   = true
    cache_policy_id            = data.aws_cloudfront_cache_policy.help_cache.id
    response_headers_policy_id = data.aws_cloudfront_response_headers_policy.help_headers.id

    function_association {
      event_type   = "viewer-request"
      function_arn = aws_cloudfront_function.help.arn
    }
  }

  custom_error_response {
    error_code         = 404
    response_code      = 404
    response_page_path = "/404.html"
  }

  restrictions {
    geo_restriction {
      restriction_type = "none"
    }
  }

  viewer_certificate {
    acm_certificate_arn      = aws_acm_certificate_validation.help.certificate_arn
    ssl_support_method       = "sni-only"
    minimum_protocol_version = "TLSv1.2_2021"
  }
}

data "aws_iam_policy_document" "help" {
  statement {
    sid = "CloudFrontReads"

    principals {
      type        = "Service"
      identifiers = ["cloudfront.amazonaws.com"]
    }

    actions   = ["s3:GetObject"]
    resources = ["${aws_s3_bucket.help.arn}/*"]

    condition {
      test     = "StringEquals"
      variable = "aws:SourceArn"
      values   = [aws_cloudfront_distribution.help.arn]
    }
  }

  statement {
    sid = "CloudFrontTellsWhatIsMissing"

    principals {
      type        = "Service"
      identifiers = ["cloudfront.amazonaws.com"]
    }

    actions = [
      "s3:ListBucket", # without it a missing file is reported as forbidden
    ]

    resources = [aws_s3_bucket.help.arn]

    condition {
      test     = "StringEquals"
      variable = "aws:SourceArn"
      values   = [aws_cloudfront_distribution.help.arn]
    }
  }

  statement {
    sid    = "OnlyWithTls"
    effect = "Deny"

    principals {
      type        = "*"
      identifiers = ["*"]
    }

    actions   = ["s3:*"]
    resources = [aws_s3_bucket.help.arn, "${aws_s3_bucket.help.arn}/*"]

    condition {
      test     = "Bool"
      variable = "aws:SecureTransport"
      values   = ["false"]
    }
  }
}

resource "aws_s3_bucket_policy" "help" {
  bucket = aws_s3_bucket.help.id
  policy = data.aws_iam_policy_document.help.json
}

resource "aws_route53_record" "help_dev_shop_example_a" {
  zone_id = "Z0DEVELOPMENT1"
  name    = "help.dev.shop.example"
  type    = "A"

  alias {
    name                   = aws_cloudfront_distribution.help.domain_name
    zone_id                = aws_cloudfront_distribution.help.hosted_zone_id
    evaluate_target_health = false
  }
}

resource "aws_route53_record" "help_dev_shop_example_aaaa" {
  zone_id = "Z0DEVELOPMENT1"
  name    = "help.dev.shop.example"
  type    = "AAAA"

  alias {
    name                   = aws_cloudfront_distribution.help.domain_name
    zone_id                = aws_cloudfront_distribution.help.hosted_zone_id
    evaluate_target_health = false
  }
}
