output "names" {
  value = [
    "${lower(aws_iam_role.web.name)}-a",
    split(",", lower(aws_iam_role.web.name))[0],
  ]
}
