variable "ssh_public_key" {
  description = "Who may log in"
  type        = string
}

variable "hetzner_token" {
  description = "Hetzner Cloud API token with read and write access"
  type        = string
  sensitive   = true
}
