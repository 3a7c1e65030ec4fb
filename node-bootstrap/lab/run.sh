#!/bin/bash
# Runs one lab node in the foreground until it powers off, its standard input closes (--tied), or it is told to stop (TERM).
# usage: run.sh --dir DIR --name NAME --lower LOWER[:LOWER…] [--ssh-port N] [--http-port N] [--https-port N] [--tied]
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
source "$here/cgroup.sh"

dir='' name='' lower='' ssh_port='' http_port='' https_port='' tied=no
while (($#)); do
  case $1 in
    --dir) dir=$2; shift 2 ;;
    --name) name=$2; shift 2 ;;
    --lower) lower=$2; shift 2 ;;
    --ssh-port) ssh_port=$2; shift 2 ;;
    --http-port) http_port=$2; shift 2 ;;
    --https-port) https_port=$2; shift 2 ;;
    --tied) tied=yes; shift ;;
    *) echo "run.sh: unknown option $1" >&2; exit 64 ;;
  esac
done
[[ $dir = /* && $name =~ ^[a-z][a-z0-9-]{0,30}$ && -n $lower ]] || { echo 'run.sh: --dir, --name and --lower are needed' >&2; exit 64; }

mkdir -p "$dir"/{upper/etc,work,root,home}
exec 9> "$dir/lock"
flock -n 9 || { echo "run.sh: a node is already running in $dir" >&2; exit 75; }

cgroup=$(lab_cgroup "$dir")
cgroup_clear "$cgroup"
mkdir "$cgroup"
echo "$cgroup" > "$dir/cgroup"
echo $$ > "$dir/supervisor.pid"
echo "$name" > "$dir/upper/etc/hostname"
printf '127.0.0.1 localhost\n::1 localhost\n127.0.1.1 %s\n' "$name" > "$dir/upper/etc/hosts"

node='' slirp='' watcher='' stopping=no

boot() {
  rm -f "$dir/slirp.sock" "$dir/init.pid"
  # Both die with this shell: a killed supervisor must not leave a node behind.
  setpriv --pdeathsig KILL bash -c 'echo $$ > "$1/cgroup.procs"; shift; exec "$@"' - "$cgroup" \
    unshare --fork --kill-child --pid --mount --uts --ipc --cgroup --net \
    bash "$here/init.sh" "$name" "$dir/upper" "$dir/work" "$dir/root" "$dir/home" "$lower" \
    < /dev/null >> "$dir/console.log" 2>&1 9>&- &
  node=$!
  local init=''
  for _ in {1..200}; do
    init=$(cat "/proc/$node/task/$node/children" 2> /dev/null || true)
    init=${init// /}
    [[ -n $init && $(readlink "/proc/$init/ns/net" 2> /dev/null) != "$(readlink /proc/self/ns/net)" ]] && break
    sleep 0.02
  done
  [[ -n $init ]] || { echo 'run.sh: the node did not start, see console.log' >&2; return 1; }
  nsenter -t "$init" -n ip link set lo up
  setpriv --pdeathsig KILL slirp4netns --configure --mtu=65520 --disable-host-loopback --api-socket "$dir/slirp.sock" "$init" tap0 \
    < /dev/null >> "$dir/slirp.log" 2>&1 9>&- &
  slirp=$!
  for _ in {1..200}; do [[ -S $dir/slirp.sock ]] && break; sleep 0.02; done
  [[ -z $ssh_port ]] || perl "$here/forward.pl" "$dir/slirp.sock" "$ssh_port" 22
  [[ -z $http_port ]] || perl "$here/forward.pl" "$dir/slirp.sock" "$http_port" 80
  [[ -z $https_port ]] || perl "$here/forward.pl" "$dir/slirp.sock" "$https_port" 443
  echo "$init" > "$dir/init.pid"
}

stop() {
  stopping=yes
  trap '' TERM INT HUP
  local init
  init=$(cat "$dir/init.pid" 2> /dev/null || true)
  if [[ -n $init && -n $node && -d /proc/$node ]]; then
    kill -s RTMIN+4 "$init" 2> /dev/null || true
    for _ in {1..100}; do [[ -d /proc/$node ]] || break; sleep 0.05; done
  fi
}

leave() {
  local status=$?
  trap '' TERM INT HUP EXIT
  [[ -z $watcher ]] || kill "$watcher" 2> /dev/null || true
  [[ -z $slirp ]] || kill "$slirp" 2> /dev/null || true
  # Without the shell's own remarks about processes that were killed: the last line of the log says why a node ended.
  {
    cgroup_clear "$cgroup"
    wait
  } 2> /dev/null
  rm -f "$dir"/{slirp.sock,init.pid,supervisor.pid,cgroup}
  exit "$status"
}
trap leave EXIT
trap 'stop; exit 0' TERM INT HUP

if [[ $tied = yes ]]; then
  exec 8<&0
  (
    trap - EXIT TERM INT HUP
    while read -r _ <&8; do :; done
    kill -TERM $$ 2> /dev/null
  ) 9>&- &
  watcher=$!
fi

while true; do
  boot
  status=0
  wait "$node" || status=$?
  [[ $stopping = no ]] || exit 0
  kill "$slirp" 2> /dev/null || true
  wait "$slirp" 2> /dev/null || true
  # The kernel ends a namespace's init with SIGHUP on reboot and SIGINT on power-off.
  ((status == 129)) || exit 0
  cgroup_clear "$cgroup"
  mkdir "$cgroup"
done
