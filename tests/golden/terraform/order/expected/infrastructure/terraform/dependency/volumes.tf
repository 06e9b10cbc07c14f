resource "hcloud_volume" "z" {
  name     = "z"
  size     = 10
  location = "fsn1"
}

resource "hcloud_volume_attachment" "a" {
  volume_id = hcloud_volume.z.id
  server_id = hcloud_server.web.id
}
