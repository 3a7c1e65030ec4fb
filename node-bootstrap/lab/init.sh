#!/bin/bash
# First process of a lab node, inside its fresh namespaces: lays out the mounts and becomes systemd.
# usage: init.sh NAME UPPER WORK ROOT HOME LOWER[:LOWER…]
set -euo pipefail
name=$1 upper=$2 work=$3 root=$4 home=$5 lower=$6

mount --make-rprivate /
mount -t overlay overlay -o "lowerdir=$lower,upperdir=$upper,workdir=$work" "$root"
mount --bind "$home" "$root/home"
# Builds of images are fast on a file system that overlays can lie on, which the node's own root is not.
mkdir -p "$home/.build" "$root/var/lib/rookery/build"
mount --bind "$home/.build" "$root/var/lib/rookery/build"
cd "$root"

mount -t proc proc proc
# Sysctls outside net/ are not namespaced: writing one here would change the host's kernel.
mount --bind proc/sys proc/sys
mount --bind proc/sys/net proc/sys/net
mount -o remount,ro,bind proc/sys
# A whole procfs has to stay visible somewhere, or the kernel refuses rootless containers one of their own.
mkdir -p -m 700 .lab
mkdir -p .lab/proc
mount -t proc proc .lab/proc
mount -t sysfs -o ro sysfs sys
mount -t cgroup2 cgroup2 sys/fs/cgroup

mount -t tmpfs -o mode=755,size=20% tmpfs run
mount -t tmpfs -o mode=1777,size=25% tmpfs tmp
mount -t tmpfs -o mode=755,size=1m tmpfs dev
while read -r device major minor; do
  mknod -m 666 "dev/$device" c "$major" "$minor"
done << 'DEVICES'
null 1 3
zero 1 5
full 1 7
random 1 8
urandom 1 9
tty 5 0
fuse 10 229
DEVICES
mkdir dev/net dev/pts dev/shm dev/mqueue
mknod -m 666 dev/net/tun c 10 200
mount -t devpts -o newinstance,ptmxmode=0666,mode=620,gid=5 devpts dev/pts
mount -t tmpfs -o mode=1777,size=64m tmpfs dev/shm
mount -t mqueue mqueue dev/mqueue
ln -s pts/ptmx dev/ptmx
ln -s /proc/self/fd dev/fd
ln -s /proc/self/fd/0 dev/stdin
ln -s /proc/self/fd/1 dev/stdout
ln -s /proc/self/fd/2 dev/stderr
: > dev/console

hostname "$name"
mkdir -p .lab/oldroot
pivot_root . .lab/oldroot
umount -l /.lab/oldroot
mount --make-rshared /
dropped=-sys_module,-sys_rawio,-sys_time,-syslog,-mac_admin,-mac_override,-wake_alarm,-block_suspend,-sys_pacct
exec env -i container=lab TERM=dumb PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin \
  setpriv --bounding-set="$dropped" --inh-caps="$dropped" \
  /sbin/init systemd.unified_cgroup_hierarchy=1 --log-target=journal --show-status=no
