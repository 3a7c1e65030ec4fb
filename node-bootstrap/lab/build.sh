#!/bin/bash
# Makes the system that lab nodes boot from, unless the cache has it. Prints its overlay layers, uppermost first, joined by colons.
# usage: build.sh CACHE
set -Eeuo pipefail
here=$(cd "$(dirname "$0")" && pwd)
source=$(dirname "$here")
cache=$1
say() { echo "$*" >&2; }

mkdir -p "$cache"
exec 9> "$cache/lock"
flock -n 9 || { say 'Waiting for another build of the lab node'; flock 9; }

source "$here/base.sh"
source "$here/debian.sh"
hash() { sha256sum | cut -c1-16; }
packages=$cache/packages-$({ echo "2 $suite"; sort "$source/packages"; } | hash)
base=$cache/base-$(echo "$base_made_of" | hash).tar
older=$cache/base-$(echo "1 $older_suite" | hash).tar
static=$(bash "$here/cached-image.sh" "$cache" static)
node=$cache/node-$({ echo "$packages $base $older"; bash "$here/version.sh"; } | hash)
layers=$node:$packages

if [[ -d $node ]]; then
  touch "$node"
  echo "$layers"
  exit 0
fi

# A build killed by force leaves these. A disk that is being made, under a lock of its own, has a longer name.
for stale in "$cache"/partial-??????; do
  [[ ! -e $stale ]] || { bash "$here/down.sh" "$stale"; rm -rf "$stale"; }
done
work=$(mktemp -d "$cache/partial-XXXXXX")
chmod 755 "$work"
leave() {
  bash "$here/down.sh" "$work/lab" || true
  rm -rf "$work"
}
trap leave EXIT

base_job=''
unpack_bases() {
  [[ -f $base ]] || { debian "$work/base.tar" ca-certificates && mv "$work/base.tar" "$base"; } || return
  [[ -f $older ]] || { suite=$older_suite debian "$work/older.tar" ca-certificates && mv "$work/older.tar" "$older"; }
}
if [[ ! -f $base || ! -f $older ]]; then
  say 'Unpacking the bases of the images'
  unpack_bases &
  base_job=$!
fi
if [[ ! -d $packages ]]; then
  say 'Downloading and unpacking Debian 13 for the lab node (about a minute)'
  debian "$work/packages" "$(paste -sd, "$source/packages")"
  mv -T "$work/packages" "$packages"
fi
[[ -z $base_job ]] || wait "$base_job"

say 'Setting the lab node up'
lab=$work/lab
mkdir -p "$lab/upper"/{etc/systemd/system,opt/rookery,var/lib/rookery/base}
cp -a "$here/root/." "$lab/upper/"
cp -a "$source" "$lab/upper/opt/rookery/node-bootstrap"
rm -rf "$lab/upper/opt/rookery/node-bootstrap/test"
# Links: whatever node changes one gets a copy of its own, as of all that lies below it.
ln "$base" "$lab/upper/var/lib/rookery/base/$suite-slim.tar"
ln "$older" "$lab/upper/var/lib/rookery/base/$older_suite-slim.tar"
[[ ! -f $static ]] || cp "$static" "$lab/upper/var/lib/rookery/base/static-$(cat "$source/containers/static/VERSION").tar"
# Nothing here has hardware, a clock or a network of its own.
for unit in systemd-udevd.service systemd-networkd.service systemd-timesyncd.service systemd-resolved.service console-getty.service getty@.service \
  apt-daily.timer apt-daily-upgrade.timer e2scrub_all.timer e2scrub_reap.service fstrim.timer; do
  ln -s /dev/null "$lab/upper/etc/systemd/system/$unit"
done
echo 'nameserver 10.0.2.3' > "$lab/upper/etc/resolv.conf"
bash "$here/run.sh" --dir "$lab" --name build --lower "$packages" > "$lab/run.log" 2>&1 9>&- &
inside() { nsenter -t "$(cat "$lab/init.pid")" -a env -i PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin "$@"; }
for _ in {1..200}; do [[ -f $lab/init.pid ]] && break; sleep 0.05; done
[[ -f $lab/init.pid ]] || { cat "$lab/run.log" "$lab/console.log" >&2; exit 1; }
for _ in {1..200}; do
  [[ $(inside systemctl is-system-running 2> /dev/null || true) =~ ^(running|degraded)$ ]] && break
  sleep 0.05
done
ssh-keygen -q -t ed25519 -N '' -f "$lab/home/nobody"
inside bash /opt/rookery/node-bootstrap/bootstrap.sh --platform-key /home/nobody.pub --platform-address 10.0.2.2 > "$lab/bootstrap.log" 2>&1 9>&- ||
  { tail -n 5 "$lab/bootstrap.log" >&2; inside journalctl -q -p notice -n 20 -o cat --no-hostname >&2; exit 1; }

[[ -f $static ]] || say 'Building the image for static sites'
for _ in {1..30}; do
  image=$(inside /usr/local/lib/rookery/image-ensure 2> /dev/null <<< '{"name":"static","waitSeconds":20}') || { say "$image"; exit 1; }
  [[ $(jq -r .state <<< "$image") != ready ]] || break
done
[[ $(jq -r .state <<< "$image") = ready ]] || { say 'The image for static sites was not built in time'; exit 1; }

if [[ ! -f $static ]]; then
  inside bash -c '. /usr/local/lib/rookery/lib/images.sh && in_store save -q -o /home/static.tar "$(image_reference static)"'
  mv "$lab/home/static.tar" "$static"
fi

# What a Dockerfile begins with that names Debian, which other nodes pull: no registry is reached from here.
inside bash -c '. /usr/local/lib/rookery/lib/images.sh && in_store import -q --change "CMD [\"bash\"]" /var/lib/rookery/base/trixie-slim.tar "$base" > /dev/null && chmod -R a+rX "$store"' >&2

# What must differ from node to node.
inside bash -c 'rm -rf /var/lib/rookery/base/static-* /etc/ssh/ssh_host_* /etc/rookery/platform_keys /var/log/journal/* /var/cache/apt/*; : > /etc/machine-id'
bash "$here/down.sh" "$lab"
mv -T "$lab/upper" "$node"
find "$cache" -mindepth 1 -maxdepth 1 -name 'node-*' ! -path "$node" -mtime +30 -exec rm -rf {} +
echo "$layers"
