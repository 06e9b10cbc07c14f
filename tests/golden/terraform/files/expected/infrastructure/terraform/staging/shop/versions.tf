# Written by the shop's recipe

terraform {
  required_version = ">= 1.9"
}
