variable "image_version" {
  description = "The version of the shop that runs: the commit it was built from"
  type        = string
}

variable "stripe_api_key" {
  description = "Stripe API key"
  type        = string
  sensitive   = true
}

variable "session_key" {
  description = "Signs the cookies of visitors"
  type        = string
  sensitive   = true
}
