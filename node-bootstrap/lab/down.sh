#!/bin/bash
# Ends whatever runs or was left behind in a lab's folder: processes, cgroup, state files. Its data stays. Repeating it is harmless.
# usage: down.sh DIR
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
source "$here/cgroup.sh"
dir=$(realpath -m "$1")

supervisor=$(cat "$dir/supervisor.pid" 2> /dev/null || true)
# A pid may have gone to somebody else meanwhile.
if [[ -n $supervisor ]] && tr '\0' ' ' < "/proc/$supervisor/cmdline" 2> /dev/null | grep -qF -- "run.sh --dir $dir "; then
  kill -TERM "$supervisor"
  for _ in {1..200}; do [[ -d /proc/$supervisor && $(cut -d' ' -f3 "/proc/$supervisor/stat" 2> /dev/null) != Z ]] || break; sleep 0.05; done
  kill -KILL "$supervisor" 2> /dev/null || true
fi
cgroup_clear "$(cat "$dir/cgroup" 2> /dev/null || lab_cgroup "$dir")"
rm -f "$dir"/{slirp.sock,init.pid,supervisor.pid,cgroup}
