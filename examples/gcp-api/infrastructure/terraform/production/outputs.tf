output "url" {
  description = "Where the API answers"
  value       = google_cloud_run_v2_service.api.uri
}

output "database" {
  description = "What the Cloud SQL proxy connects to"
  value       = google_sql_database_instance.tickets.connection_name
}
