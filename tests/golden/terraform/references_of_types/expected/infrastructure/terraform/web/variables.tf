variable "zones" {
  type = list(string)
}

variable "size" {
  type = number
}

variable "anything" {
  type = any
}
