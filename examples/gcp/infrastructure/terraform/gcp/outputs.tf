output "endpoint" {
  description = "Where the cluster is reached"
  value       = google_container_cluster.primary.endpoint
}
