terraform {
  required_version = ">= 1.5"
  required_providers {
    aws = { source = "hashicorp/aws", version = "~> 6.0" }
  }
  backend "s3" {
    bucket = "acme-state"
    key    = "legacy.tfstate"
  }
}

provider "aws" {
  region = var.region
}
provider "aws" {
  alias  = "global"
  region = "us-east-1"
}

variable "region" { default = "eu-central-1" }
variable "ports" {
  type        = map(object({ port = number, open = optional(bool, false) }))
  description = "What is open"
  validation {
    condition     = length(var.ports) > 0
    error_message = "There is one."
  }
}

locals { name = "shop" }
locals {
  tags = merge({ Name = local.name }, { "cost-center" = 12 })
}

data "aws_ami" "debian" {
  most_recent = true
  owners      = ["136693071363"]
  filter {
    name   = "name"
    values = ["debian-12-*"]
  }
  filter {
    name   = "architecture"
    values = ["x86_64"]
  }
}

resource "aws_security_group" "web" {
  name = "${local.name}-web" # shown in the console
  dynamic "ingress" {
    for_each = var.ports
    content {
      from_port   = ingress.value.port
      to_port     = ingress.value.port
      protocol    = "tcp"
      cidr_blocks = ingress.value.open ? ["0.0.0.0/0"] : []
    }
  }
  lifecycle { create_before_destroy = true }
}

resource "aws_instance" "web" {
  count                  = 2
  ami                    = data.aws_ami.debian.id
  instance_type          = "t3.micro"
  vpc_security_group_ids = [aws_security_group.web.id]
  user_data              = <<-EOT
    #!/bin/sh
    echo "${local.name}-${count.index}: $${HOME} %%{x}"
  EOT
  root_block_device {
    volume_size = 20.5
    encrypted   = true
  }
  tags = local.tags
  provisioner "local-exec" { command = "echo ${self.id}" }
}

resource "acme_widget" "main" {
  size = 3
  part { name = "a" }
  part { name = "b" }
  frame {
    color = "red"
  }
}

module "dns" {
  source    = "./dns"
  addresses = [for server in aws_instance.web : server.public_ip if server.public_ip != ""]
}

output "text" {
  value = "%{ for id in aws_instance.web[*].id }${id} %{ endfor }"
}

moved {
  from = aws_instance.www
  to   = aws_instance.web[0]
}

check "up" {
  data "aws_ami" "newest" {
    most_recent = true
    filter {
      name   = "name"
      values = ["debian-13-*"]
    }
  }

  assert {
    condition     = module.dns.ok && data.aws_ami.newest.id != ""
    error_message = "It is down."
  }
}
