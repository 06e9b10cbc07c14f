variable "github_token" {
  description = "Administers the organisation"
  type        = string
  sensitive   = true
}
