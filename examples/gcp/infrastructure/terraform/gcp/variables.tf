variable "environment" {
  description = "Which environment this is"
  type        = string
}

variable "region" {
  description = "Where everything runs"
  type        = string
  default     = "europe-west1"
}

variable "project" {
  description = "The project's id"
  type        = string
}
