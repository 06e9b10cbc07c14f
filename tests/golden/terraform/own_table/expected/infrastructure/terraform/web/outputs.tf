output "id" {
  value = box_crate.main.id
}

output "value" {
  value     = data.box_key.main.value
  sensitive = true
}

output "token" {
  value     = box_crate.main.key.token
  sensitive = true
}
