variable "name" {
  description = "The bucket's name"
  type        = string
}

variable "expire_after_days" {
  description = "After how many days objects go"
  type        = number
  default     = 30
}
