variable "hcloud_token" {
  description = "Hetzner Cloud API Token"
  type        = string
  sensitive   = true
}

variable "zone" {
  description = "Where everything is"
  type        = string
  default     = "eu-central"
}

# -----------------------------------------------------------------------------
# Network
# -----------------------------------------------------------------------------

variable "range" {
  description = "Addresses of the network"
  type        = string
  default     = "10.0.0.0/16"
}

# -----------------------------------------------------------------------------
# Servers
# -----------------------------------------------------------------------------

variable "size" {
  description = "What the server is"
  type        = string
  default     = "cx22"
}
