variable "domain" {
  description = "What it is reached under"
  type        = string
}

variable "ports" {
  type = map(object({
    port   = number
    public = optional(bool, false)
  }))
  default = {}
}
