provider "box" {
  token = var.box_token
}

resource "box_crate" "main" {
  name = "web"

  key = {
    row = 1
  }

  parts = {
    left = {
      row  = 1
      lane = "a"
    }
    right = {
      row = 2
    }
  }

  label {
    text = "a"
  }

  rules {
    from = 1
  }

  rules {
    from = 2
  }
}

data "box_key" "main" {
  name = box_crate.main.name
}
