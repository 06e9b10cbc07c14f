variable "box_token" {
  type      = string
  sensitive = true
}
