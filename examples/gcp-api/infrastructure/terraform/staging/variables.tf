variable "payments_api_key" {
  description = "Key of the payment provider"
  type        = string
  sensitive   = true
}

variable "session_key" {
  description = "Signs the sessions"
  type        = string
  sensitive   = true
}
