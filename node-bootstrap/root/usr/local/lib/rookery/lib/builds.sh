# A build of the account whose user runs this: its notes, its unit and what it holds while it runs. Sourced by the build primitives.
builds=$HOME/.local/state/rookery/builds
export XDG_RUNTIME_DIR=${XDG_RUNTIME_DIR:-/run/user/$(id -u)}
# In memory, and only until the source is there: a deploy key may be in it.
requests=$XDG_RUNTIME_DIR/rookery/builds
workspaces=$HOME/.cache/rookery/builds

unit_of() { echo "rookery-build-$1.service"; }

running() { # running BUILD
  case $(systemctl --user show -P ActiveState "$(unit_of "$1")") in active | activating | deactivating | reloading) ;; *) return 1 ;; esac
}

interrupted='{"state": "failed", "code": "build.interrupted", "message": "The build was interrupted, most likely by a restart of the node. Start it again."}'

# What is known of a build, as JSON: {state, revision?, code?, message?}.
status_of() { # status_of BUILD
  local file=$builds/$1/status.json
  if running "$1"; then
    # One that is about to end has said how already.
    if [[ -f $file ]]; then echo "$(< "$file")"; else echo '{"state": "building"}'; fi
  elif [[ -f $file ]]; then
    jq -c --argjson interrupted "$interrupted" 'if .state == "building" then . + $interrupted else . end' "$file"
  else
    echo '{"state": "absent"}'
  fi
}
