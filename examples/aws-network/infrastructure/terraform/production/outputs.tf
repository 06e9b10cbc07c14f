output "vpc_id" {
  description = "The network"
  value       = aws_vpc.main.id
}

output "private_subnet_ids" {
  description = "The private subnets, in the order of their zones"
  value = [
    aws_subnet.private_a.id,
    aws_subnet.private_b.id,
    aws_subnet.private_c.id,
  ]
}

output "public_subnet_ids" {
  description = "The public subnets, in the order of their zones"
  value = [
    aws_subnet.public_a.id,
    aws_subnet.public_b.id,
    aws_subnet.public_c.id,
  ]
}

output "database_subnet_ids" {
  description = "The database subnets, in the order of their zones"
  value = [
    aws_subnet.database_a.id,
    aws_subnet.database_b.id,
    aws_subnet.database_c.id,
  ]
}

output "security_group_ids" {
  description = "The security groups by name"
  value = {
    load_balancer = aws_security_group.load_balancer.id
    service       = aws_security_group.service.id
    monitoring    = aws_security_group.monitoring.id
    database      = aws_security_group.database.id
    cache         = aws_security_group.cache.id
  }
}

output "nat_addresses" {
  description = "What partners have to allow: where requests come from"
  value = [
    aws_eip.nat_a.public_ip,
    aws_eip.nat_b.public_ip,
    aws_eip.nat_c.public_ip,
  ]
}
