resource "aws_lb" "public" {
  idle_timeout = 30

  lifecycle {
    prevent_destroy = true
  }
}

variable "subnets" {
  default = ["subnet-1", "subnet-2"]
}
