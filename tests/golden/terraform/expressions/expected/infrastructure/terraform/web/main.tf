ephemeral "random_password" "root" {
  length = 16 + var.size
}

resource "hcloud_server" "web" {
  count = var.size - 1

  name        = "web-${var.zone}-${(var.size + 1) * 2}"
  server_type = var.zone == "fsn1" && var.size >= 3 ? "cx32" : "cx22"

  labels = {
    large    = var.size > 10
    not-here = !(var.zone == "nbg1")
    left     = -var.size % 4
  }
}

locals {
  ids   = hcloud_server.web[*].id
  first = hcloud_server.web[var.size - var.size].id
  sum   = var.size + var.size / 2
  text  = "zone ${var.zone}"
}

check "enough" {
  assert {
    condition     = var.size > -1
    error_message = "There is none."
  }
}
