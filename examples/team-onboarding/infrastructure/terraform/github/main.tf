provider "github" {
  owner = "example"
  token = var.github_token
}

# Payments: Ada Lovelace, Blaise Pascal
resource "github_team" "payments" {
  name        = "Payments"
  description = "Led by Ada Lovelace"
  privacy     = "closed"
}

resource "github_team_membership" "payments_ada" {
  team_id  = github_team.payments.id
  username = "ada"
  role     = "maintainer"
}

resource "github_team_membership" "payments_blaise" {
  team_id  = github_team.payments.id
  username = "blaise"
  role     = "member"
}

resource "github_repository" "checkout" {
  name                   = "checkout"
  visibility             = "private"
  topics                 = ["go"]
  has_issues             = true
  delete_branch_on_merge = true
  vulnerability_alerts   = true
  archive_on_destroy     = false
}

resource "github_team_repository" "checkout" {
  team_id    = github_team.payments.id
  repository = github_repository.checkout.name
  permission = "push"
}

resource "github_branch_protection" "checkout" {
  repository_id = github_repository.checkout.node_id
  pattern       = "main"

  required_pull_request_reviews {
    required_approving_review_count = 1
    require_code_owner_reviews      = true
  }

  required_status_checks {
    strict   = true
    contexts = ["go test ./..."]
  }
}

resource "github_repository" "invoices" {
  name                   = "invoices"
  visibility             = "internal"
  topics                 = ["python"]
  has_issues             = true
  delete_branch_on_merge = true
  vulnerability_alerts   = true
  archive_on_destroy     = false
}

resource "github_team_repository" "invoices" {
  team_id    = github_team.payments.id
  repository = github_repository.invoices.name
  permission = "push"
}

resource "github_branch_protection" "invoices" {
  repository_id = github_repository.invoices.node_id
  pattern       = "main"

  required_pull_request_reviews {
    required_approving_review_count = 1
    require_code_owner_reviews      = true
  }

  required_status_checks {
    strict   = true
    contexts = ["uv run pytest"]
  }
}

# Search: Edsger Dijkstra, Grace Hopper
resource "github_team" "search" {
  name        = "Search"
  description = "Led by Grace Hopper"
  privacy     = "closed"
}

resource "github_team_membership" "search_edsger" {
  team_id  = github_team.search.id
  username = "edsger"
  role     = "member"
}

resource "github_team_membership" "search_grace" {
  team_id  = github_team.search.id
  username = "grace"
  role     = "maintainer"
}

resource "github_repository" "search" {
  name                   = "search"
  visibility             = "private"
  topics                 = ["rust"]
  has_issues             = true
  delete_branch_on_merge = true
  vulnerability_alerts   = true
  archive_on_destroy     = false
}

resource "github_team_repository" "search" {
  team_id    = github_team.search.id
  repository = github_repository.search.name
  permission = "push"
}

resource "github_branch_protection" "search" {
  repository_id = github_repository.search.node_id
  pattern       = "main"

  required_pull_request_reviews {
    required_approving_review_count = 1
    require_code_owner_reviews      = true
  }

  required_status_checks {
    strict   = true
    contexts = ["cargo test --locked"]
  }
}

# Web Platform: Barbara Liskov, Linus T.
resource "github_team" "web" {
  name        = "Web Platform"
  description = "Led by Linus T."
  privacy     = "closed"
}

resource "github_team_membership" "web_barbara" {
  team_id  = github_team.web.id
  username = "barbara"
  role     = "member"
}

resource "github_team_membership" "web_linus" {
  team_id  = github_team.web.id
  username = "linus"
  role     = "maintainer"
}

resource "github_repository" "storefront" {
  name                   = "storefront"
  visibility             = "private"
  topics                 = ["typescript", "nextjs"]
  has_issues             = true
  delete_branch_on_merge = true
  vulnerability_alerts   = true
  archive_on_destroy     = false
}

resource "github_team_repository" "storefront" {
  team_id    = github_team.web.id
  repository = github_repository.storefront.name
  permission = "push"
}

resource "github_branch_protection" "storefront" {
  repository_id = github_repository.storefront.node_id
  pattern       = "main"

  required_pull_request_reviews {
    required_approving_review_count = 1
    require_code_owner_reviews      = true
  }

  required_status_checks {
    strict   = true
    contexts = ["npm test"]
  }
}

resource "github_repository" "design_system" {
  name                   = "design-system"
  visibility             = "public"
  topics                 = ["typescript"]
  has_issues             = true
  delete_branch_on_merge = true
  vulnerability_alerts   = true
  archive_on_destroy     = false
}

resource "github_team_repository" "design_system" {
  team_id    = github_team.web.id
  repository = github_repository.design_system.name
  permission = "push"
}

resource "github_branch_protection" "design_system" {
  repository_id = github_repository.design_system.node_id
  pattern       = "main"

  required_pull_request_reviews {
    required_approving_review_count = 1
    require_code_owner_reviews      = true
  }

  required_status_checks {
    strict   = true
    contexts = ["npm test"]
  }
}
