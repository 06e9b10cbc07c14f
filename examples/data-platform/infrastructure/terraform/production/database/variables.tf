variable "warehouse_password" {
  description = "The warehouse's administrator"
  type        = string
  sensitive   = true
}
