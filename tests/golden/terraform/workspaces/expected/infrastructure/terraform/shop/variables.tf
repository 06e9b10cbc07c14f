variable "location" {
  description = "Where everything runs"
  type        = string
}

variable "servers" {
  description = "How many servers there are"
  type        = number
  default     = 1
}
