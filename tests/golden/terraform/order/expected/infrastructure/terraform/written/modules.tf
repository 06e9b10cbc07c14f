module "dns" {
  source = "git::https://example.com/dns.git?ref=v1"

  ip = hcloud_floating_ip.a.ip_address
}

module "site" {
  source = "git::https://example.com/site.git?ref=v1"

  server = hcloud_server.web.id
  token  = var.api_token

  providers = {
    hcloud = hcloud.east
  }
}
