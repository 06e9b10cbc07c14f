output "zones" {
  value = [module.web.zone_id, module.other.zone_id]
}
