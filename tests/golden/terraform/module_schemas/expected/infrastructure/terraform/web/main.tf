module "dns" {
  source = "git::https://example.com/dns.git?ref=v1.2.0"

  zone = "example.com"
  ttl  = 300
}

module "site" {
  source  = "acme/site/aws"
  version = "2.3.1"

  domain = "example.com"
  zones  = ["a", "b"]
}

module "queue" {
  source  = "acme/queue/aws"
  version = "1.0.0"

  name = "orders"
}
