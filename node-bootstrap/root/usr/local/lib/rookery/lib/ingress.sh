# How a change reaches the ingress: staged beside the live configuration, tested, swapped, reloaded, seen. Sourced by primitives.
base=/etc/rookery/ingress
generations=/var/lib/rookery/ingress
staged=$generations/staged

# The base as bootstrap.sh left it and the sites as they are now; whatever an interrupted run left there goes.
stage() {
  rm -rf "$staged"
  mkdir -p "$staged/sites"
  cp -a "$base/." "$staged/"
  [[ ! -d $generations/current/sites ]] || cp -al "$generations/current/sites/." "$staged/sites/"
}

as_ingress() {
  setpriv --reuid=rookery-ingress --regid=rookery-ingress --clear-groups --inh-caps=+net_bind_service --ambient-caps=+net_bind_service "$@"
}

# replace FILE: standard input in its place. Never written in place, the staged sites are hard links of the live ones.
replace() {
  rm -f "$1"
  cat > "$1"
}

swap() {
  local generation problem live
  live=$(readlink "$generations/current" || true)
  generation=$(cd "$staged" && find . -type f -print0 | sort -z | xargs -0 sha256sum | sha256sum | cut -c1-16)
  if [[ $live = "$generation" ]]; then
    rm -rf "$staged"
  else
    echo "return 200 $generation;" > "$staged/generation.conf"
    chgrp -R rookery-ingress "$staged"
    chmod -R u=rwX,g=rX,o= "$staged"
    problem=$(as_ingress nginx -t -q -c "$staged/nginx.conf" 2>&1) || refuse ingress.rejected "The ingress refuses the change: $(tail -n 2 <<< "$problem" | tr '\n' ' ')"
    rm -rf "${generations:?}/$generation"
    mv -T "$staged" "$generations/$generation"
    ln -sfn "$generation" "$generations/next"
    mv -T "$generations/next" "$generations/current"
  fi
  converge "$generation"
  find "$generations" -mindepth 1 -maxdepth 1 -type d ! -name "$generation" -exec rm -rf {} +
}

running_generation() {
  curl -s --max-time 2 --unix-socket /run/rookery-ingress/control.sock http://ingress/generation || true
}

workers() {
  local master
  master=$(systemctl show -P MainPID rookery-ingress.service)
  pgrep -P "$master" -f 'nginx: worker process$' || true
}

# Returns once no worker accepts connections under an older configuration.
converge() {
  local before
  [[ $(running_generation) != "$1" ]] || return 0
  before=$(workers)
  systemctl is-active -q rookery-ingress.service || systemctl reset-failed rookery-ingress.service 2> /dev/null || true
  systemctl reload-or-restart rookery-ingress.service
  for _ in {1..250}; do
    if [[ $(running_generation) = "$1" ]] && ! workers | grep -qxF "$before"; then return 0; fi
    sleep 0.02
  done
  refuse ingress.not_reloaded 'The ingress did not take the change up.'
}
