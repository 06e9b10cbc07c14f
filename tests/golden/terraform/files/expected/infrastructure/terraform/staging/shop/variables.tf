# Written by the shop's recipe

variable "size" {
  type = string
}
