output "registry" {
  description = "Where images are pushed to"
  value       = azurerm_container_registry.acr.login_server
}

output "cluster" {
  description = "For `az aks get-credentials`"
  value       = azurerm_kubernetes_cluster.main.name
}
