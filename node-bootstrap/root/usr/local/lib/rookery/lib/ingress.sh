# How a change reaches the ingress: staged beside the live configuration, tested, swapped, reloaded, seen. Sourced by primitives.
base=/etc/rookery/ingress
generations=/var/lib/rookery/ingress
staged=$generations/staged
# Who may come into a site that asks for a password. Only the ingress reads them.
access=/var/lib/rookery/access

# The base as bootstrap.sh left it and the sites as they are now; whatever an interrupted run left there goes.
stage() {
  rm -rf "$staged"
  mkdir -p "$staged/sites"
  cp -a "$base/." "$staged/"
  [[ ! -d $generations/current/sites ]] || cp -al "$generations/current/sites/." "$staged/sites/"
}

as_ingress() {
  setpriv --reuid=rookery-ingress --regid=rookery-ingress --clear-groups "$@"
}

# replace FILE: standard input in its place. Never written in place, the staged sites are hard links of the live ones.
replace() {
  rm -f "$1"
  cat > "$1"
}

# forget_entrants SITE [FILE]: takes a site's files of passwords away, but for the one that counts now.
forget_entrants() {
  local file
  for file in "$access/$1".*; do
    [[ $file = "${2-}" ]] || rm -f "$file"
  done
}

# show_certificates HOST…: the edge shows those of hosts that answer by https, and no others.
show_certificates() {
  local host
  for host; do ln -sfn "../certificates/$host.pem" "$state/shown/$host.pem"; done
}

# forget_certificates RECORD [ROUTE]: the certificates of the hosts in a site's record go, but for those that it keeps; of these
# the edge shows no more than the route says.
forget_certificates() {
  local host
  [[ -f $1 ]] || return 0
  while read -r host; do rm -f "$state/shown/$host.pem"; done < <(jq -r --argjson now "${2:-null}" '.hosts - ($now.tls.hosts // []) | .[]' "$1")
  while read -r host; do rm -f "$state/certificates/$host.pem"; done < <(jq -r --argjson now "${2:-null}" '.hosts - ($now.hosts // []) | .[]' "$1")
}

swap() {
  local generation rest problem live other
  live=$(readlink "$generations/current" || true)
  read -r generation rest < <(cat "$staged/nginx.conf" "$staged"/rookery/* "$staged"/sites/* | sha256sum)
  generation=${generation:0:16}
  if [[ $live = "$generation" ]]; then
    rm -rf "$staged"
  else
    echo "return 200 $generation;" > "$staged/generation.conf"
    problem=$(as_ingress nginx -t -q -c "$staged/nginx.conf" 2>&1) || refuse ingress.rejected "The ingress refuses the change: $(tail -n 2 <<< "$problem" | tr '\n' ' ')"
    rm -rf "${generations:?}/$generation"
    mv -T "$staged" "$generations/$generation"
    ln -sfn "$generation" "$generations/next"
    mv -T "$generations/next" "$generations/current"
  fi
  converge "$generation"
  for other in "$generations"/*/; do
    [[ ${other%/} = */"$generation" || ${other%/} = */current ]] || rm -rf "${other%/}"
  done
}

running_generation() {
  curl -s --max-time 2 --unix-socket /run/rookery-ingress/control.sock http://ingress/generation || true
}

# look_at_workers MASTER: those that still accept connections, by pid, in the array `workers`. Starts no program: it looks often while
# the ingress needs the processor.
look_at_workers() {
  local child title children=()
  workers=()
  { read -ra children < "/proc/$1/task/$1/children"; } 2> /dev/null || true
  for child in "${children[@]}"; do
    { IFS= read -r -d '' title < "/proc/$child/cmdline"; } 2> /dev/null || continue
    [[ $title != *'worker process' ]] || workers+=("$child")
  done
}

# Returns once no worker accepts connections under an older configuration.
converge() {
  local master='' before='' comm='' worker old workers
  [[ $(running_generation) != "$1" ]] || return 0
  { read -r master < /run/rookery-ingress/nginx.pid && read -r comm < "/proc/$master/comm"; } 2> /dev/null || true
  if [[ -n $master && $comm = nginx ]]; then
    look_at_workers "$master"
    before=" ${workers[*]} "
    kill -HUP "$master"
  else
    master=''
    systemctl reset-failed rookery-ingress.service 2> /dev/null || true
    systemctl restart rookery-ingress.service
  fi
  for _ in {1..500}; do
    old=no
    look_at_workers "${master:-$(cat /run/rookery-ingress/nginx.pid)}"
    for worker in "${workers[@]}"; do
      [[ $before != *" $worker "* ]] || old=yes
    done
    if [[ $old = no && $(running_generation) = "$1" ]]; then return 0; fi
    read -rt 0.01 <> <(:) || true
  done
  refuse ingress.not_reloaded 'The ingress did not take the change up.'
}
