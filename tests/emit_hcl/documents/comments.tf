# !/not/a/shebang: a comment keeps its text
#
#   indented

# A second group.

# Belongs to the block.
resource "aws_instance" "web" { # the only one
  # Belongs to the attribute.
  ami = "ami-1"
  # Belongs to nothing.

  # Belongs to the next one,
  # in two lines.
  type = "t3.micro" # small

  zones = [
    "a", # first
    # Before the second.
    "bcd", # second

    "e",
    # Before the end.
  ]

  lifecycle {
    # Nothing but a comment.
  }

  timeouts {} # none

  # Before the end.
}

# After everything.
