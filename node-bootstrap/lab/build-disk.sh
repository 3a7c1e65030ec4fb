#!/bin/bash
# Makes the disk that virtual machines boot from, unless the cache has it: Debian with the packages of a node, and nothing of ours yet.
# Prints its folder: disk.img, vmlinuz, initrd.img.
# usage: build-disk.sh CACHE
set -Eeuo pipefail
here=$(cd "$(dirname "$0")" && pwd)
source=$(dirname "$here")
cache=$1
say() { echo "$*" >&2; }

mkdir -p "$cache"
exec 9> "$cache/disk-lock"
flock -n 9 || { say 'Waiting for another build of the disk'; flock 9; }
source "$here/base.sh"
source "$here/debian.sh"
disk=$cache/disk-$({ echo "$suite"; sort "$source/packages"; cat "$here/build-disk.sh" "$here/debian.sh"; } | sha256sum | cut -c1-16)
if [[ -d $disk ]]; then
  touch "$disk"
  echo "$disk"
  exit 0
fi

rm -rf "$cache"/partial-disk-*
work=$(mktemp -d "$cache/partial-disk-XXXXXX")
trap 'rm -rf "$work"' EXIT
say 'Downloading and unpacking Debian 13 with a kernel for a virtual machine (about two minutes)'
# The agent is how a test looks inside past the doors; a node of the platform's has none.
debian "$work/root" "$(paste -sd, "$source/packages"),linux-image-cloud-amd64,initramfs-tools,udev,kmod,qemu-guest-agent" --format=directory \
  --customize-hook='echo quota_v2 >> "$1/etc/initramfs-tools/modules" && chroot "$1" update-initramfs -u'
root=$work/root
echo 'LABEL=root / ext4 noatime,prjquota 0 1' > "$root/etc/fstab"
printf '[Match]\nName=e*\n[Network]\nAddress=10.0.2.15/24\nGateway=10.0.2.2\n' > "$root/etc/systemd/network/10-machine.network"
echo 'nameserver 10.0.2.3' > "$root/etc/resolv.conf"
echo machine > "$root/etc/hostname"
# Empty, not unknown: a first boot of systemd would switch on whatever can be switched on.
: > "$root/etc/machine-id"
systemctl --root "$root" enable -q systemd-networkd.service
# Timers of Debian's that would download while a test runs.
systemctl --root "$root" mask -q apt-daily.timer apt-daily-upgrade.timer
mkdir "$work/disk"
cp --dereference "$root"/boot/vmlinuz-* "$work/disk/vmlinuz"
cp --dereference "$root"/boot/initrd.img-* "$work/disk/initrd.img"
truncate -s 12G "$work/disk/disk.img"
mkfs.ext4 -q -L root -O quota,project -E quotatype=prjquota,lazy_itable_init=1,lazy_journal_init=1 -d "$root" "$work/disk/disk.img"
mv -T "$work/disk" "$disk"
find "$cache" -mindepth 1 -maxdepth 1 -name 'disk-*' -type d ! -path "$disk" -mtime +30 -exec rm -rf {} +
echo "$disk"
