# The parts of the firewall that follow the accounts and the routes. Sourced by primitives and by the firewall's unit.

# firewall_set set|map NAME ELEMENTS: what the set or map holds from now on, as a part of one transaction.
firewall_set() {
  echo "flush $1 inet rookery $2"
  [[ -z $3 ]] || echo "add element inet rookery $2 { $3 }"
}

# Who owns which site port.
site_owners() {
  local records=(/var/lib/rookery/accounts/*.json)
  firewall_set set site_owners "$(jq -rn '[inputs | .slot as $slot | .ports[] | "\(20000 + $slot) . \(.)"] | join(", ")' "${records[@]:-/dev/null}")"
}

# site_fronts [ROUTE]: which port each site's front leads to; ROUTE stands in for the record of its site.
site_fronts() {
  local records=(/var/lib/rookery/routes/*.json)
  firewall_set map site_fronts "$(jq -rn --argjson wanted "${1:-null}" '
    [(inputs | select(.site != $wanted.site)), $wanted | select(.front != null)
      | "127.64.\(.front / 256 | floor).\(.front % 256) : 127.0.0.1 . \(.port)"] | join(", ")' "${records[@]:-/dev/null}")"
}

firewall_ports() { site_owners | nft -f -; }
firewall_fronts() { site_fronts "$1" | nft -f -; }
