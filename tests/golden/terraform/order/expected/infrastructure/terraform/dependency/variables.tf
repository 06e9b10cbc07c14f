variable "api_token" {
  type      = string
  sensitive = true
}

variable "colour" {
  type    = string
  default = "red"
}

variable "east_token" {
  type      = string
  sensitive = true
}

variable "hcloud_token" {
  description = "Hetzner Cloud API Token"
  type        = string
  sensitive   = true
}

variable "size" {
  type    = string
  default = "cx22"
}
