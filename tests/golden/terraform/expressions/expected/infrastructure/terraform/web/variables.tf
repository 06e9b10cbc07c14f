variable "size" {
  description = "How many servers there are"
  type        = number
}

variable "zone" {
  description = "Where they are"
  type        = string

  validation {
    condition     = var.zone == "fsn1" || var.zone == "nbg1"
    error_message = "There are servers in fsn1 and nbg1 only."
  }
}
