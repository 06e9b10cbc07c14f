variable "desired_count" {
  description = "How many tasks each service has"
  type        = number
}

variable "log_level" {
  description = "debug, info or warning"
  type        = string
  default     = "info"
}

variable "partner_api_key" {
  description = "Key for the partner's feed"
  type        = string
  sensitive   = true
}
