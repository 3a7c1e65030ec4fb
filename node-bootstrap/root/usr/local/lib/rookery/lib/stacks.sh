# A stack is one compose project of the account whose user runs this. Sourced by the stack primitives.
stacks=$HOME/stacks
notes=$HOME/.local/state/rookery
export XDG_RUNTIME_DIR=${XDG_RUNTIME_DIR:-/run/user/$(id -u)}
api=$XDG_RUNTIME_DIR/podman/podman.sock

# Where what belongs to the customer is kept: the same folder for all releases of a site.
home_of() {
  if [[ -f $notes/$1.home ]]; then echo "$(< "$notes/$1.home")"; else echo "$1"; fi
}

unit_of() { echo "${2-rookery-stack}@$1.service"; } # unit_of STACK [TEMPLATE]

# Says, until the next boot, what the containers of a stack were made from that have yet to start.
made() { echo "$XDG_RUNTIME_DIR/rookery/$1.made"; }

# What the stack is described by now, and what was last brought up.
wanted() {
  local hash rest described=("$stacks/$1/compose.yaml")
  [[ ! -f $notes/$1.join ]] || described+=("$notes/$1.join")
  read -r hash rest < <(cat "${described[@]}" | sha256sum)
  echo "$hash"
}
applied() { [[ ! -f $notes/$1.applied ]] || echo "$(< "$notes/$1.applied")"; }

known() { [[ -f $stacks/$1/compose.yaml ]] || refuse stack.unknown "There is no stack called $1."; }

# What `podman compose` runs, without starting podman for it first, and without asking it each time what it is.
compose() {
  DOCKER_BUILDKIT=0 /usr/local/lib/rookery/lib/beside-podman docker-compose --project-name "$1" --progress plain "${@:2}"
}

# Podman's service ends when nobody asks it for anything, and takes a tenth of a second to be there again.
wake() { ! room || curl -s --max-time 15 --unix-socket "$api" http://podman/_ping; } > /dev/null 2>&1 3>&-

# With less, podman's service ends as soon as it starts, and its socket keeps callers waiting.
room() {
  local blocks size
  read -r blocks size < <(stat -f -c '%a %S' "$HOME")
  ((blocks * size >= 1048576)) || return $no_room
}

# The containers of a stack as a JSON array, those of commands that run beside it apart, from the account's own socket: a twentieth of what starting podman costs.
containers() {
  { curl -sf --max-time 15 --unix-socket "$api" "http://podman/v5.0.0/libpod/containers/json?all=true&filters=%7B%22label%22%3A%5B%22com.docker.compose.project%3D$1%22%5D%7D" || { room && exit 1; exit $no_room; }; } | jq -c '
    [.[] | select(.Labels["com.docker.compose.oneoff"] != "True") | {
      service: .Labels["com.docker.compose.service"], id: .Id, state: .State, exitCode: .ExitCode,
      health: ((.Status // "") | if test("unhealthy") then "unhealthy" elif test("healthy") then "healthy" elif test("starting") then "starting" else "none" end),
      startedAt: (if .StartedAt > 0 then (.StartedAt | todate) else null end)
    }] | sort_by(.service, .id)'
}

# libpod_start ID: says nothing, or why not, as a JSON object.
libpod_start() { curl -sS --max-time 120 --unix-socket "$api" -X POST "http://podman/v5.0.0/libpod/containers/$1/start"; }

# How a list of containers is: none, made (none has started), up, starting (up apart from health), or down.
outlook() {
  jq -r '
    if length == 0 then "none"
    elif all(.[]; .state == "running" or (.state == "exited" and .exitCode == 0)) and any(.[]; .state == "running") then
      if all(.[]; .health | IN("healthy", "none")) then "up" elif any(.[]; .health == "unhealthy") then "down" else "starting" end
    elif all(.[]; .state | IN("created", "configured")) then "made"
    elif any(.[]; .state | IN("created", "initialized", "configured", "stopping")) and all(.[]; .state != "exited" or .exitCode == 0) then "starting"
    else "down" end' <<< "$1"
}

unit_state() { systemctl --user show -P ActiveState "$(unit_of "$1")"; }

# One word for a stack, from the state of its unit and the list of its containers: stopped, starting, healthy or failed.
verdict() {
  case $1:$(outlook "$2") in
    activating:* | reloading:*) echo starting ;;
    active:up) echo healthy ;;
    inactive:none | inactive:made | inactive:down | deactivating:*) echo stopped ;;
    *) echo failed ;;
  esac
}

last_words() { tail -c 2000 "$notes/$1.log" 2> /dev/null | tail -n 15 || true; }

# Into the stack's home; where that is another stack's folder, this one shows it by links.
write_seed() {
  local path first
  declare -A written=()
  cd "$stacks/$home"
  write_files seed
  cd "$stacks/$stack"
  [[ $home != "$stack" ]] || return 0
  for path in "${paths[@]}"; do
    first=${path%%/*}
    [[ -z ${written[$first]-} ]] || continue
    written[$first]=yes
    [[ -e ./$first && ! -L ./$first ]] || ln -sfn "../$home/$first" "./$first"
  done
}

# write_files files|seed: into the current folder. Files are replaced one by one and folders stay, so that a running
# container that mounts a folder sees the new content. `seed` only writes what is not there; `files` also takes away
# what an earlier run wrote and this one does not name. What it names is in the array `paths`.
write_files() {
  local path content parent segment segments
  paths=()
  while IFS=$'\t' read -r path content; do
    paths+=("$path")
    [[ $1 != seed || ! -e ./$path ]] || continue
    parent=./$path
    parent=${parent%/*}
    # A file may stand where a folder is wanted, and the other way round.
    if [[ -d ./$path ]] || ! { [[ -d $parent ]] || mkdir -p "$parent" 2> /dev/null; }; then
      rm -rf "./$path"
      parent=.
      IFS=/ read -ra segments <<< "$path"
      for segment in "${segments[@]:0:${#segments[@]}-1}"; do
        parent=$parent/$segment
        [[ -d $parent && ! -L $parent ]] || rm -f "$parent"
      done
      mkdir -p "$parent"
    fi
    base64 -d <<< "$content" | write_file "./$path" 644
  done < <(jq -r --arg kind "$1" '.[$kind] | to_entries[] | "\(.key)\t\(.value | @base64)"' <<< "$input")
  [[ $1 = files ]] || return 0
  [[ ! -f $notes/$stack.files ]] || comm -z -23 "$notes/$stack.files" <(jq -rj '.files | keys[] + "\u0000"' <<< "$input" | sort -z) | xargs -0r rm -f --
  jq -rj '.files | keys[] + "\u0000"' <<< "$input" | sort -z | write_file "$notes/$stack.files" 600
}
