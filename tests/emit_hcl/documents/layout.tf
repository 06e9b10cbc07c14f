locals {
  # What fits stays on its line.
  zones = ["eu-central-1a", "eu-central-1b", "eu-central-1c"]
  pairs = [[1, 2], [3, 4]]
  none  = []
  empty = {}
  tags  = var.create ? { Name = "web" } : {}

  # What does not takes a line per item, and its neighbours are not aligned with it.
  scopes = [
    "https://www.googleapis.com/auth/cloud-platform",
    "https://www.googleapis.com/auth/devstorage.read_only",
  ]
  size = {
    "node.kubernetes.io/role" = "web"
    (var.extra_key)           = true
    "${var.prefix}-zone"      = local.zones[0]
    "for"                     = null

    # Set apart by its author.
    limits = {
      cpu = "500m" # half a core
      # Not in use yet.
    }
  }
  chosen = { staging = "cx11", production = "cx31" }[local.environment]

  # Calls open their last argument.
  all_tags = merge(var.tags, {
    ManagedBy = "Terraform"
  })
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect = "Allow"
        Action = ["s3:GetObject"]
      },
    ]
  })
  subnet = cidrsubnet(
    var.vpc_cidr_block,
    var.new_bits,
    index(var.availability_zones, var.zone) + length(var.public_zones)
  )
  moved = merge(
    {
      a = 1
    },
    {
      b = 2
    }
  )
  flags = concat(var.flags...)
  when  = provider::time::rfc3339_parse("2023-07-25T23:43:16Z")

  # Operators are broken in parentheses.
  protected = (
    length(var.allowed_account_ids) > 0 && local.environment == "production" ||
    var.protect_everything
  )
  server_type = (
    local.environment == "production"
    ? ["a server type for production that takes its room"]
    : ["another one for the rest of the world"]
  )
  doubled = (var.count + 1) * 2 - -var.offset
  denied  = !(var.allowed || var.forced)

  # Results of `for` are objects or lists.
  names = [for name in var.names : lower(name) if name != ""]
  by_zone = {
    for key, subnet in var.subnets : subnet.zone => {
      id = subnet.id
    }... if subnet.public
  }
  users = flatten([
    for group, members in var.groups : [
      for member in members : {
        group = group
        user  = member
      }
    ]
  ])
  ids = [
    for subnet in aws_subnet.main : subnet.id
    if subnet.map_public_ip_on_launch && subnet.zone == "eu-central-1a"
  ]
  roots = aws_instance.web[*].root_block_device[0].volume_id
  old   = aws_instance.web.*.id
}
