variable "size" {
  description = "The server type"
  type        = string
  default     = "cx11"
}
