# A stack is one compose project of the account whose user runs this. Sourced by the stack primitives.
stacks=$HOME/stacks
notes=$HOME/.local/state/rookery
export XDG_RUNTIME_DIR=${XDG_RUNTIME_DIR:-/run/user/$(id -u)}

unit_of() { echo "rookery-stack@$1.service"; }

# What the stack is described by now, and what was last brought up.
wanted() { sha256sum < "$stacks/$1/compose.yaml" | cut -c1-64; }
applied() { cat "$notes/$1.applied" 2> /dev/null || true; }

known() { [[ -f $stacks/$1/compose.yaml ]] || refuse stack.unknown "There is no stack called $1."; }

# The containers of a stack as a JSON array, from the account's own socket: a twentieth of what starting podman costs.
containers() {
  local filter
  filter=$(jq -rn --arg project "$1" '{label: ["com.docker.compose.project=\($project)"]} | tojson | @uri')
  curl -sf --max-time 15 --unix-socket "$XDG_RUNTIME_DIR/podman/podman.sock" "http://podman/v5.0.0/libpod/containers/json?all=true&filters=$filter" | jq -c '
    [.[] | {
      service: .Labels["com.docker.compose.service"], id: .Id, state: .State, exitCode: .ExitCode,
      health: ((.Status // "") | if test("unhealthy") then "unhealthy" elif test("healthy") then "healthy" elif test("starting") then "starting" else "none" end),
      startedAt: (if .StartedAt > 0 then (.StartedAt | todate) else null end)
    }] | sort_by(.service, .id)'
}

# One word for a stack: absent, stopped, starting, running or failed.
verdict() {
  local unit active
  unit=$(systemctl --user show -P ActiveState "$(unit_of "$1")")
  active=$(jq -r '
    if length == 0 then "none"
    elif all(.[]; (.state == "running" or (.state == "exited" and .exitCode == 0)) and (.health | IN("healthy", "none"))) and any(.[]; .state == "running") then "up"
    elif any(.[]; .state == "running") then "partly"
    else "down" end' <<< "$2")
  case $unit:$active in
    activating:* | reloading:*) echo starting ;;
    active:up) echo running ;;
    inactive:none | inactive:down | deactivating:*) echo stopped ;;
    *) echo failed ;;
  esac
}

last_words() { tail -c 2000 "$notes/$1.log" 2> /dev/null | tail -n 15 || true; }
