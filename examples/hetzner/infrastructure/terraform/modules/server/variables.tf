variable "server_type" {
  description = "Hetzner's name for the size, such as cx31"
  type        = string
}

variable "environment" {
  description = "The environment's name, in front of every resource's"
  type        = string
}

variable "location" {
  description = "Hetzner's network zone, such as eu-central"
  type        = string
}
