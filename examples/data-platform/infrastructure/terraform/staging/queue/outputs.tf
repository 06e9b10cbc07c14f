output "brokers" {
  value = data.aws_msk_bootstrap_brokers.main.bootstrap_brokers_sasl_iam
}

output "cluster_arn" {
  value = aws_msk_serverless_cluster.main.arn
}
