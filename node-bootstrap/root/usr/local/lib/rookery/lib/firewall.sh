# The part of the firewall that follows the accounts. Sourced by primitives and by the firewall's unit.

# Loads who owns which site port, in one transaction.
firewall_ports() {
  local elements records=(/var/lib/rookery/accounts/*.json)
  elements=$(jq -rn '[inputs | .slot as $slot | .ports[] | "\(20000 + $slot) . \(.)"] | join(", ")' "${records[@]:-/dev/null}")
  {
    echo 'flush set inet rookery site_owners'
    [[ -z $elements ]] || echo "add element inet rookery site_owners { $elements }"
  } | nft -f -
}
