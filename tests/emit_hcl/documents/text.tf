resource "hcloud_server" "web" {
  name      = "${var.environment}-web"
  greeting  = "say \"hi\" with \\ and\ta tab, 100%, $5 and $${HOME} or %%{HOME}"
  shown     = "%{if var.debug}debug %{else}quiet %{endif}${upper("on ${var.zone}")}"
  hosts     = "%{for index, host in var.hosts}${index}=${host} %{endfor}"
  dollar    = "\u0024${var.price}"
  invisible = "\u202e\ufeff\u0000"
  名前        = "日本語" # as wide as two letters are for `terraform fmt`
  family    = "👩‍👩‍👧"   # one cluster
  hindi     = "क्षि"  # two, by the older tables

  user_data = <<-EOT
    #!/bin/sh
    if true; then
      echo "${var.greeting} $${HOME}"

    fi
  EOT
  label     = { a = 1 }.a

  motd = <<EOF
  indented, and EOT
  EOT is no end
EOF

  hosts_file = <<EOT
%{for host in var.hosts~}
${host.ip} ${host.name}
%{endfor~}
EOT

  checks = [
    <<-EOT
      curl localhost
    EOT
    ,
    "true",
  ]
  config = yamldecode(<<-EOT
    port: 80
  EOT
  )
}
