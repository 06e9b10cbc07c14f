variable "region" {
  default = "eu-central-1"
}

variable "ports" {
  type = map(object({
    port = number
    open = optional(bool, false)
  }))

  description = "What is open"

  validation {
    condition     = length(var.ports) > 0
    error_message = "There is one."
  }
}
