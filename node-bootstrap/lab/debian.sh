# Unpacks Debian from this machine's own apt sources. Sourced, with `suite` set.

debian() { # debian TARGET INCLUDE [MMDEBSTRAP-OPTION…]
  local target=$1 include=$2 uris main security option proxies options=("${@:3}")
  uris=$(apt-get indextargets --format '$(REPO_URI)' 'Created-By: Packages' | sort -u)
  main=$(grep -m 1 -E '/debian/?$' <<< "$uris") || { echo "apt's sources name no Debian mirror" >&2; return 1; }
  security=$(grep -m 1 -E '/debian-security/?$' <<< "$uris" || true)
  mapfile -t proxies < <(apt-config dump | grep -E '^Acquire::https?::Proxy ' || true)
  for option in "${proxies[@]}"; do options+=(--aptopt="$option"); done
  {
    echo "deb $main $suite main"
    echo "deb $main $suite-updates main"
    [[ -z $security ]] || echo "deb $security $suite-security main"
  } | mmdebstrap --quiet --variant=minbase --include="$include" "${options[@]}" \
    --aptopt='Apt::Install-Recommends "false"' \
    --dpkgopt='path-exclude=/usr/share/man/*' --dpkgopt='path-exclude=/usr/share/locale/*' \
    --dpkgopt='path-exclude=/usr/share/doc/*' --dpkgopt='path-include=/usr/share/doc/*/copyright' \
    --customize-hook='rm -rf "$1"/var/lib/apt/lists/* "$1"/var/cache/apt/*.bin "$1"/etc/ssh/ssh_host_*' \
    "$suite" "$target" - 9>&-
}
