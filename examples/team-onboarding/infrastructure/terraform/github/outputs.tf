output "repositories" {
  description = "Where each repository is cloned from"
  value = {
    checkout      = github_repository.checkout.ssh_clone_url
    invoices      = github_repository.invoices.ssh_clone_url
    search        = github_repository.search.ssh_clone_url
    storefront    = github_repository.storefront.ssh_clone_url
    design-system = github_repository.design_system.ssh_clone_url
  }
}
