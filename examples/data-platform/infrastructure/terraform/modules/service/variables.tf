variable "name" {
  description = "The service's name"
  type        = string
}

variable "cluster" {
  description = "The ARN of the cluster it runs in"
  type        = string
}

variable "subnets" {
  type = list(string)
}

variable "security_groups" {
  type = list(string)
}

variable "desired_count" {
  type    = number
  default = 1
}

variable "environment" {
  description = "Its environment variables"
  type        = map(string)
  default     = {}
}

variable "secrets" {
  description = "ARNs of secrets, by variable"
  type        = map(string)
  default     = {}
}
