# Databases are stacks of their own whose containers join the networks of a release. A release never joins theirs: the names of
# two releases would mix there. The note STACK.join says who joins: [{stack, alias}]. Sourced after stacks.sh.

libpod() { # libpod METHOD PATH [BODY]
  curl -sf --max-time 20 --unix-socket "$api" -X "$1" -H 'content-type: application/json' ${3:+--data-binary "$3"} "http://podman/v5.0.0/libpod/$2"
}
filters() { jq -rn --arg key "$1" '{($key): $ARGS.positional} | tojson | @uri' --args "${@:2}"; }
containers_of() { libpod GET "containers/json?all=true&filters=$(filters label "com.docker.compose.project=$1")" | jq -r '.[].Id'; }

# meet STACK: on each of its networks are its own containers, those of its note under their aliases, and no others.
meet() {
  local left=50 together=no
  # One at a time: a release and its database may start at once, and either brings them together.
  mkdir -p "$XDG_RUNTIME_DIR/rookery"
  exec 8> "$XDG_RUNTIME_DIR/rookery/joins.lock"
  flock -w 60 8
  # Of several databases that are made anew at once, one may look while containers of another come and go: it looks again.
  while ! { bring_together "$1" && together=yes; } && ((--left > 0)); do read -rt 0.1 <> <(:) || true; done
  exec 8>&-
  [[ $together = yes ]] || { echo "What joins $1 could not be brought onto its networks." >&2; return 1; }
}

# Part of meet, which tests how it ends: `set -e` does not hold in here.
bring_together() { # bring_together STACK
  local stack=$1 note='[]' networks attached members='' actions other alias ids id member action network
  [[ ! -f $notes/$stack.join ]] || note=$(< "$notes/$stack.join")
  networks=$(libpod GET "networks/json?filters=$(filters label "com.docker.compose.project=$stack")" | jq -c 'map(.name)') || return
  [[ $networks != '[]' ]] || return 0
  attached=$(libpod GET "containers/json?all=true&filters=$(jq -r '{network: .} | tojson | @uri' <<< "$networks")") || return
  while IFS=$'\t' read -r other alias; do
    ids=$(containers_of "$other") || return
    for id in $ids; do
      member=$(libpod GET "containers/$id/json" | jq -c --arg alias "$alias" '{id: .Id, alias: $alias, networks: .NetworkSettings.Networks}') || return
      members+=$member
    done
  done < <(jq -r '.[] | "\(.stack)\t\(.alias)"' <<< "$note")
  actions=$(jq -rn --arg stack "$stack" --argjson networks "$networks" --slurpfile attached <(echo "$attached") '
    [inputs] as $members | $networks[] as $network
    | ($attached[0][] | .Id as $id
        | select((.Networks | index($network)) and .Labels["com.docker.compose.project"] != $stack and all($members[]; .id != $id))
        | "leave \($network) \($id)"),
      ($members[] | .networks[$network] as $now
        | if $now and (.alias | IN($now.Aliases[]?)) then empty else ("leave \($network) \(.id)" | select($now)), "join \($network) \(.id) \(.alias)" end)' <<< "$members") || return
  while read -r action network id alias; do
    case $action in
      join) libpod POST "networks/$network/connect" "{\"container\": \"$id\", \"aliases\": [\"$alias\"]}" || return ;;
      leave) libpod POST "networks/$network/disconnect" "{\"Container\": \"$id\"}" || return ;;
    esac
  done <<< "$actions"
}

# A container that was made anew is on none of the networks that it had joined.
meet_again() { # meet_again STACK
  local note release
  for note in $(grep -lF "\"stack\":\"$1\"" "$notes"/*.join 2> /dev/null || true); do
    release=${note##*/}
    meet "${release%.join}"
  done
}

# join_order STACK JOIN: what joins it starts before it and stops after it, at boot as well.
join_order() {
  local folder=$HOME/.config/systemd/user/$(unit_of "$1").d
  mkdir -p "$folder"
  jq -r '"[Unit]\nAfter=\(map("rookery-stack@\(.stack).service") | join(" "))"' <<< "$2" | write_file "$folder/10-join.conf" 644
  systemctl --user daemon-reload
}
