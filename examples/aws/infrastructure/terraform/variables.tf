variable "environment" {
  description = "Which environment this is"
  type        = string
}

variable "db_name" {
  description = "Name of the database"
  type        = string
}

variable "db_username" {
  description = "Who owns the database"
  type        = string
}

variable "aws_region" {
  description = "Where everything runs"
  type        = string
  default     = "us-east-1"
}

variable "db_instance_class" {
  description = "How large the database is"
  type        = string
  default     = "db.t3.micro"
}

variable "app_count" {
  description = "How many copies run"
  type        = number
  default     = 2
}

variable "db_password" {
  description = "The owner's password"
  type        = string
  sensitive   = true
}
