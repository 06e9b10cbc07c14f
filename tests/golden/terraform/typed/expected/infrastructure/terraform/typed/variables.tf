variable "ports" {
  type    = list(string)
  default = ["80", "443"]
}
