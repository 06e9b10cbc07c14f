resource "hcloud_server" "web" {
  count = var.servers

  name        = "web-${terraform.workspace}"
  server_type = lookup({ production = "cx32" }, terraform.workspace, "cx22")
  location    = var.location
  backups     = terraform.workspace == "production"
}
