resource "google_sql_database_instance" "tickets" {
  name                = "tickets-staging"
  region              = "europe-west3"
  database_version    = "POSTGRES_17"
  deletion_protection = false

  settings {
    tier                        = "db-f1-micro"
    edition                     = "ENTERPRISE"
    availability_type           = "ZONAL"
    disk_type                   = "PD_SSD"
    disk_size                   = 10
    disk_autoresize             = true
    disk_autoresize_limit       = 50
    deletion_protection_enabled = false

    user_labels = {
      managed_by  = "terraform"
      environment = "staging"
    }

    ip_configuration {
      ipv4_enabled    = false
      private_network = google_compute_network.main.id
      ssl_mode        = "ENCRYPTED_ONLY"
    }

    backup_configuration {
      enabled                        = true
      start_time                     = "02:00"
      point_in_time_recovery_enabled = true
      transaction_log_retention_days = 7

      backup_retention_settings {
        retained_backups = 7
        retention_unit   = "COUNT"
      }
    }

    maintenance_window {
      day          = 7
      hour         = 3
      update_track = "stable"
    }

    database_flags {
      name  = "cloudsql.iam_authentication"
      value = "on"
    }

    database_flags {
      name  = "log_min_duration_statement"
      value = "500"
    }
  }

  lifecycle {
    ignore_changes = [
      settings[0].disk_size, # it grows by itself
    ]
  }

  depends_on = [google_service_networking_connection.services]
}

resource "google_sql_database" "tickets" {
  name     = "tickets"
  instance = google_sql_database_instance.tickets.name
}

resource "google_sql_user" "tickets_account" {
  name     = trimsuffix(google_service_account.tickets_api.email, ".gserviceaccount.com")
  instance = google_sql_database_instance.tickets.name
  type     = "CLOUD_IAM_SERVICE_ACCOUNT"
}
