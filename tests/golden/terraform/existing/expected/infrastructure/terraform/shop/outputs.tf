output "text" {
  value = "%{for id in aws_instance.web[*].id}${id} %{endfor}"
}

output "parts" {
  value = ["a", "b"]
}

output "color" {
  value = "red"
}
