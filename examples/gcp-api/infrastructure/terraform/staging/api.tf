resource "google_service_account" "tickets_api" {
  account_id   = "tickets-api-staging"
  display_name = "Cloud Run: tickets-api-staging"
  description  = "Runs the API"
}

resource "google_secret_manager_secret_iam_member" "api_payments_api_key" {
  secret_id = google_secret_manager_secret.payments_api_key.id
  role      = "roles/secretmanager.secretAccessor"
  member    = google_service_account.tickets_api.member
}

resource "google_secret_manager_secret_iam_member" "api_session_key" {
  secret_id = google_secret_manager_secret.session_key.id
  role      = "roles/secretmanager.secretAccessor"
  member    = google_service_account.tickets_api.member
}

resource "google_project_iam_member" "api_cloudsql_client" {
  project = google_sql_database_instance.tickets.project
  role    = "roles/cloudsql.client"
  member  = google_service_account.tickets_api.member
}

resource "google_project_iam_member" "api_cloudsql_instance_user" {
  project = google_sql_database_instance.tickets.project
  role    = "roles/cloudsql.instanceUser"
  member  = google_service_account.tickets_api.member
}

resource "google_cloud_run_v2_service" "api" {
  name                = "api-staging"
  location            = "europe-west3"
  ingress             = "INGRESS_TRAFFIC_ALL"
  deletion_protection = false

  labels = {
    managed_by  = "terraform"
    environment = "staging"
  }

  template {
    service_account                  = google_service_account.tickets_api.email
    execution_environment            = "EXECUTION_ENVIRONMENT_GEN2"
    max_instance_request_concurrency = 80
    timeout                          = "300s"

    scaling {
      min_instance_count = 0
      max_instance_count = 3
    }

    vpc_access {
      egress = "PRIVATE_RANGES_ONLY"

      network_interfaces {
        network    = google_compute_network.main.id
        subnetwork = google_compute_subnetwork.services.id
      }
    }

    containers {
      image = "europe-west3-docker.pkg.dev/tickets-images/apps/api:1.0.0"

      ports {
        container_port = 8080
      }

      resources {
        limits = {
          cpu    = "1"
          memory = "512Mi"
        }

        cpu_idle          = true
        startup_cpu_boost = true
      }

      env {
        name  = "LOG_LEVEL"
        value = "debug"
      }

      env {
        name  = "DATABASE_HOST"
        value = google_sql_database_instance.tickets.private_ip_address
      }

      env {
        name  = "DATABASE_NAME"
        value = google_sql_database.tickets.name
      }

      env {
        name  = "DATABASE_USER"
        value = trimsuffix(google_service_account.tickets_api.email, ".gserviceaccount.com")
      }

      env {
        name = "PAYMENTS_API_KEY"

        value_source {
          secret_key_ref {
            secret  = google_secret_manager_secret.payments_api_key.secret_id
            version = "latest"
          }
        }
      }

      env {
        name = "SESSION_KEY"

        value_source {
          secret_key_ref {
            secret  = google_secret_manager_secret.session_key.secret_id
            version = "latest"
          }
        }
      }

      volume_mounts {
        name       = "cloudsql"
        mount_path = "/cloudsql"
      }

      startup_probe {
        period_seconds    = 5
        failure_threshold = 12

        http_get {
          path = "/healthz"
        }
      }

      liveness_probe {
        period_seconds = 30

        http_get {
          path = "/healthz"
        }
      }
    }

    volumes {
      name = "cloudsql"

      cloud_sql_instance {
        instances = [google_sql_database_instance.tickets.connection_name]
      }
    }
  }

  depends_on = [
    google_secret_manager_secret_iam_member.api_payments_api_key,
    google_secret_manager_secret_iam_member.api_session_key,
    google_secret_manager_secret_version.payments_api_key,
    google_secret_manager_secret_version.session_key,
    google_project_iam_member.api_cloudsql_client,
    google_project_iam_member.api_cloudsql_instance_user,
  ]
}

resource "google_cloud_run_v2_service_iam_member" "api" {
  name     = google_cloud_run_v2_service.api.name
  location = google_cloud_run_v2_service.api.location
  role     = "roles/run.invoker"
  member   = "allUsers"
}
