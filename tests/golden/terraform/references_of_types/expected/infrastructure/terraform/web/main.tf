data "aws_availability_zones" "all" {
  state = "available"
}

resource "aws_vpc" "main" {
  cidr_block = var.anything

  tags = {
    size  = var.size
    first = var.zones[0]
  }
}

resource "aws_subnet" "all" {
  count = 2

  vpc_id            = aws_vpc.main.id
  availability_zone = data.aws_availability_zones.all.names[count.index]
  cidr_block        = cidrsubnet(aws_vpc.main.cidr_block, 8, count.index)
  tags              = aws_vpc.main.tags
}

resource "aws_security_group" "app" {
  name   = "app"
  vpc_id = aws_vpc.main.id

  tags = {
    name = "in ${var.zones[0]} and ${aws_vpc.main.tags.size}"
  }

  ingress {
    from_port   = var.size
    to_port     = "443"
    protocol    = "tcp"
    cidr_blocks = [aws_vpc.main.cidr_block]
  }
}

resource "aws_lb" "main" {
  internal = var.anything
  subnets  = aws_subnet.all[*].id

  security_groups = [
    aws_security_group.app.id,
    one(aws_security_group.app[*].id),
  ]

  tags = var.zones
}

resource "aws_lb" "second" {
  subnets = var.zones

  tags = merge(aws_vpc.main.tags, {
    a = 1
  })

  access_logs {
    bucket  = aws_subnet.all[0].id
    enabled = "true"
  }
}
