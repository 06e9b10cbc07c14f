variable "tags" {
  type    = map(string)
  default = {}
}

variable "database_password" {
  type      = string
  sensitive = true
}
