resource "google_secret_manager_secret" "payments_api_key" {
  secret_id           = "payments-api-key"
  deletion_protection = false

  labels = {
    managed_by  = "terraform"
    environment = "staging"
  }

  replication {
    auto {}
  }
}

resource "google_secret_manager_secret_version" "payments_api_key" {
  secret                 = google_secret_manager_secret.payments_api_key.id
  secret_data_wo         = var.payments_api_key # stays out of the state
  secret_data_wo_version = 1
}

resource "google_secret_manager_secret" "session_key" {
  secret_id           = "session-key"
  deletion_protection = false

  labels = {
    managed_by  = "terraform"
    environment = "staging"
  }

  replication {
    auto {}
  }
}

resource "google_secret_manager_secret_version" "session_key" {
  secret                 = google_secret_manager_secret.session_key.id
  secret_data_wo         = var.session_key # stays out of the state
  secret_data_wo_version = 1
}
