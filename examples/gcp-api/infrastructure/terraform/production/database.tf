resource "google_sql_database_instance" "tickets" {
  name                = "tickets-production"
  region              = "europe-west3"
  database_version    = "POSTGRES_17"
  deletion_protection = true

  settings {
    tier                        = "db-custom-2-7680"
    edition                     = "ENTERPRISE"
    availability_type           = "REGIONAL"
    disk_type                   = "PD_SSD"
    disk_size                   = 10
    disk_autoresize             = true
    disk_autoresize_limit       = 500
    deletion_protection_enabled = true
    retain_backups_on_delete    = true

    user_labels = {
      managed_by  = "terraform"
      environment = "production"
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
        retained_backups = 30
        retention_unit   = "COUNT"
      }
    }

    maintenance_window {
      day          = 7
      hour         = 3
      update_track = "stable"
    }

    insights_config {
      query_insights_enabled = true
      query_plans_per_minute = 5
      query_string_length    = 1024
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
  name            = "tickets"
  instance        = google_sql_database_instance.tickets.name
  deletion_policy = "ABANDON" # it goes with its instance, never alone
}

resource "google_sql_user" "tickets_account" {
  name     = trimsuffix(google_service_account.tickets_api.email, ".gserviceaccount.com")
  instance = google_sql_database_instance.tickets.name
  type     = "CLOUD_IAM_SERVICE_ACCOUNT"
}
