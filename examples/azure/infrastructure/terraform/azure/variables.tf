variable "environment" {
  description = "Which environment this is"
  type        = string
}

variable "location" {
  description = "Where everything runs"
  type        = string
  default     = "westeurope"
}
