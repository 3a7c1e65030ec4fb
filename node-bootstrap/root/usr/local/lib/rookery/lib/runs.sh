# A run is one command of the customer's in a container of its own, beside those of the release that serves. A cron job makes runs by a
# timer. Sourced after stacks.sh.
runs=$HOME/.local/state/rookery/runs
jobs=$HOME/.local/state/rookery/jobs
user_units=$HOME/.config/systemd/user
# What is under way, as HOME/RUN: the stack that it runs beside. In memory: after a restart of the node none is.
under_way=$XDG_RUNTIME_DIR/rookery/runs

run_unit() { echo "rookery-run-$1.service"; }
timer_of() { echo "rookery-job@$1.timer"; }

interrupted_run='{"state": "ended", "reason": "interrupted", "exitCode": null}'

# What is known of a run, as JSON: {state, stack?, startedAt?, endedAt?, exitCode?, reason?, message?}.
run_status() { # run_status HOME RUN
  local file=$runs/$1/$2/status.json
  if [[ -e $under_way/$1/$2 ]]; then
    # One that has ended is over when its container is gone.
    { cat "$file" 2> /dev/null || echo '{}'; } | jq -c '{startedAt, stack, state: "running"} | del(.[] | nulls)'
  elif [[ -d $runs/$1/$2 ]]; then
    { cat "$file" 2> /dev/null || echo '{"state": "running"}'; } | jq -c --argjson interrupted "$interrupted_run" 'if .state == "running" then . + $interrupted else . end'
  else
    echo '{"state": "absent"}'
  fi
}

# Whether a run of a job is under way: a job never meets itself.
job_busy() { # job_busy HOME JOB
  local file
  for file in "$under_way/$1"/*; do
    [[ $(jq -r '.job // empty' "$runs/$1/${file##*/}/request.json" 2> /dev/null) != "$2" ]] || return 0
  done
  return 1
}

# Of each job, and of the commands that belong to none, the last ones are kept.
forget_old_runs() { # forget_old_runs HOME
  local kept=20 folder job
  local -A seen=()
  while IFS= read -r folder; do
    [[ ! -e $under_way/$1/${folder##*/} ]] || continue
    job=$(jq -r '.job // "-"' "$folder/request.json" 2> /dev/null) || job=-
    seen[$job]=$((${seen[$job]-0} + 1))
    ((${seen[$job]} < kept)) || rm -rf "$folder"
  done < <(ls -td "$runs/$1"/*/ 2> /dev/null | sed 's|/$||')
}

# begin_run HOME RUN [--wait]: the request is what standard input says. The unit ends with all that belongs to the run.
begin_run() {
  local unit
  unit=$(run_unit "$2")
  forget_old_runs "$1"
  mkdir -p "$runs/$1/$2" "$under_way/$1"
  (umask 077 && cat > "$runs/$1/$2/request.json")
  : > "$under_way/$1/$2"
  systemctl --user reset-failed "$unit" 2> /dev/null || true
  systemd-run --user --quiet --collect --unit="$unit" --description="Run $2 of $1" "${@:3}" \
    --property=KillMode=mixed --property=TimeoutStopSec=30 --property=StandardOutput=journal \
    --property=ExecStopPost="/usr/local/lib/rookery/lib/run/clean $1 $2" \
    /usr/local/lib/rookery/lib/run/run "$1" "$2"
}

# Whether a release of a home runs: what visitors are led to is what publishes a port.
serves() { # serves HOME
  local stack running
  running=$(curl -sf --max-time 15 --unix-socket "$api" "http://podman/v5.0.0/libpod/containers/json" |
    jq -r '[.[] | select(.State == "running" and .Labels["com.docker.compose.oneoff"] != "True" and (.Ports // [] | length > 0)) | .Labels["com.docker.compose.project"] // empty] | unique[]')
  for stack in $running; do
    [[ $(home_of "$stack") != "$1" ]] || return 0
  done
  return 1
}

# The runs beside one stack, as names of files.
runs_beside() { # runs_beside STACK
  grep -lx "$1" "$under_way"/*/* 2> /dev/null || true
}

end_runs() { # end_runs HOME
  local file units=()
  for file in "$under_way/$1"/*; do
    : > "$runs/$1/${file##*/}/stopped"
    units+=("$(run_unit "${file##*/}")")
  done
  ((${#units[@]} == 0)) || timeout 25 systemctl --user -q stop "${units[@]}" || true
}

# set_timer JOB, the unit file on standard input: the link is what the next boot reads.
set_timer() {
  local timer
  timer=$(timer_of "$1")
  mkdir -p "$user_units/timers.target.wants"
  write_file "$user_units/$timer" 644
  ln -sfn "../$timer" "$user_units/timers.target.wants/$timer"
}

remove_jobs() { # remove_jobs JOB…: neither their timers nor what they ran as; a run that is under way goes on.
  local job timers=()
  (($# > 0)) || return 0
  for job in "$@"; do
    timers+=("$(timer_of "$job")")
    rm -f "$user_units/$(timer_of "$job")" "$user_units/timers.target.wants/$(timer_of "$job")" "$jobs/$job.json"
  done
  systemctl --user -q stop "${timers[@]}" 2> /dev/null || true
  systemctl --user daemon-reload
}

jobs_of() { # jobs_of HOME
  local file
  for file in "$jobs"/*.json; do
    [[ $(jq -r .home "$file") != "$1" ]] || basename "$file" .json
  done
}
