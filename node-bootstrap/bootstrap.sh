#!/bin/bash
# Makes a fresh Debian 13 a node of the platform, or brings a node up to this version. Idempotent; run as root.
# usage: bootstrap.sh --platform-key FILE --platform-address ADDRESS [--platform-address ADDRESS…]
#   FILE holds the platform's public SSH keys, one a line. ADDRESS is where the platform connects from (IPv4 or IPv6, CIDR allowed).
set -Eeuo pipefail
export PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin LC_ALL=C.UTF-8 DEBIAN_FRONTEND=noninteractive
umask 022
here=$(cd "$(dirname "$0")" && pwd)
trap 'echo "bootstrap.sh: failed at line $LINENO" >&2' ERR

keys='' addresses=()
while (($#)); do
  case $1 in
    --platform-key) keys=$2; shift 2 ;;
    --platform-address) addresses+=("$2"); shift 2 ;;
    *) echo "bootstrap.sh: unknown option $1" >&2; exit 64 ;;
  esac
done
[[ -f $keys && ${#addresses[@]} -gt 0 ]] || { echo 'bootstrap.sh: --platform-key and --platform-address are needed' >&2; exit 64; }
[[ $EUID = 0 ]] || { echo 'bootstrap.sh: run it as root' >&2; exit 77; }
grep -qx 'VERSION_ID="13"' /etc/os-release || { echo 'bootstrap.sh: this is not Debian 13' >&2; exit 69; }

declare -A changed=()
note() { changed[$1]=yes; echo "$2"; }
put() { # put PATH MODE OWNER:GROUP < CONTENT; succeeds if something changed
  local temporary
  mkdir -p "${1%/*}"
  temporary=$(mktemp "${1%/*}/.bootstrap.XXXXXX")
  cat > "$temporary"
  chmod "$2" "$temporary"
  chown "$3" "$temporary"
  if cmp -s "$temporary" "$1" && [[ $(stat -c '%a %U:%G' "$1") = "${2#0} $3" ]]; then
    rm -f "$temporary"
    return 1
  fi
  mv -fT "$temporary" "$1"
}
folder() { # folder PATH MODE OWNER:GROUP
  [[ -d $1 && $(stat -c '%a %U:%G' "$1") = "$2 $3" ]] || { install -d -m "$2" -o "${3%:*}" -g "${3#*:}" "$1" && note folders "folder $1"; }
}

# Packages
mapfile -t wanted < "$here/packages"
missing=()
installed=$(dpkg-query -Wf '${Package} ${db:Status-Status}\n' "${wanted[@]}" 2> /dev/null || true)
for package in "${wanted[@]}"; do grep -qx "$package installed" <<< "$installed" || missing+=("$package"); done
if ((${#missing[@]})); then
  note packages "packages ${missing[*]}"
  apt-get update -q
  apt-get install -qy --no-install-recommends "${missing[@]}"
fi

# Users and groups of the platform itself; customers' come with account-ensure
for group in rookery-operator rookery-accounts; do
  getent group "$group" > /dev/null || { groupadd --system "$group"; note users "group $group"; }
done
system_user() { # system_user NAME HOME SHELL GROUPS
  id -u "$1" > /dev/null 2>&1 || { useradd --system --user-group --home-dir "$2" --no-create-home --shell "$3" --password '*' ${4:+--groups "$4"} "$1"; note users "user $1"; }
}
system_user rookery /var/lib/rookery /bin/bash rookery-operator
system_user rookery-ingress /var/lib/rookery /usr/sbin/nologin ''
system_user rookery-images /var/lib/rookery/build /usr/sbin/nologin ''
# Looks at repositories for accounts that have no user here yet: with the first id of the customers' range, for which the firewall's walls stand.
id -u rookery-looks > /dev/null 2>&1 || {
  getent group rookery-looks > /dev/null || groupadd --gid 20000 rookery-looks
  useradd --uid 20000 --gid 20000 --home-dir /nonexistent --no-create-home --shell /usr/sbin/nologin --password '*' \
    -K SUB_UID_COUNT=0 -K SUB_GID_COUNT=0 rookery-looks
  note users 'user rookery-looks'
}
# Below the customers' ranges, which begin at 1000000.
for file in /etc/subuid /etc/subgid; do
  touch $file
  grep -qx 'rookery-images:900000:65536' $file || { echo 'rookery-images:900000:65536' >> $file; note users "$file"; }
done
folder /var/lib/rookery 755 root:root
folder /var/lib/rookery/accounts 700 root:root
folder /var/lib/rookery/routes 700 root:root
folder /var/lib/rookery/ingress 750 root:rookery-ingress
folder /var/lib/rookery/access 750 root:rookery-ingress
folder /var/lib/rookery/certificates 750 root:rookery-ingress
folder /var/lib/rookery/shown 750 root:rookery-ingress
folder /var/lib/rookery/challenges 755 root:root
folder /var/lib/rookery/images 755 root:root
folder /var/lib/rookery/build 700 rookery-images:rookery-images

# Files: everything under root/ as it is
install_tree() { # install_tree SOURCE TARGET
  local names file mode area sum
  local -A sums=() modes=()
  mapfile -td '' names < <(cd "$1" && find . -type f -printf '%P\0' | sort -z)
  # Each program is asked about all files at once: most often nothing has changed, and a few hundred programs take seconds to start.
  while read -r sum file; do sums[$file]=$sum; done < <({ cd "$2/" && sha256sum -- "${names[@]}" || true; } 2> /dev/null)
  while read -r mode file; do modes[$file]=$mode; done < <({ cd "$2/" && stat -c '%a:%u %n' -- "${names[@]}" || true; } 2> /dev/null)
  while read -r sum file; do
    mode=644
    [[ ! -x $1/$file ]] || mode=755
    [[ ${sums[$file]-} != "$sum" || ${modes[$file]-} != "$mode:0" ]] || continue
    case /$2/$file in
      */etc/ssh/*) area=ssh ;;
      */etc/systemd/*) area=units ;;
      */etc/rookery/edge/*) area=edge ;;
      *firewall*) area=firewall ;;
      *ingress*) area=ingress ;;
      *) area=files ;;
    esac
    put "$2/$file" $mode root:root < "$1/$file" || true
    note $area "file $2/$file"
  done < <(cd "$1" && sha256sum -- "${names[@]}")
}
install_tree "$here/root" ''
install_tree "$here/containers" /usr/local/share/rookery/containers

# Who may come in, from where. Root-owned files: no user can add a key of their own.
from=$(IFS=,; echo "${addresses[*]}")
sed -E '/^\s*(#|$)/d; s|^|from="'"$from"'",restrict |' "$keys" | put /etc/rookery/platform_keys/operator 644 root:root && note ssh "the platform's keys"
/usr/local/lib/rookery/lib/doors-refresh
family() { # family NAME PATTERN
  local list
  list=$(printf '%s\n' "${addresses[@]}" | grep "$2" | paste -sd, || true)
  { [[ -z $list ]] || echo "elements = { $list }"; } | put "/etc/rookery/$1.nft" 644 root:root && note firewall "addresses in $1"
}
family platform4 '^[0-9.]*\(/[0-9]*\)\?$' || true
family platform6 : || true

primitives=$(find "$here/root/usr/local/lib/rookery" -maxdepth 1 -type f -executable -printf '/usr/local/lib/rookery/%f "", ' | sed 's/, $//')
put /etc/sudoers.d/rookery 440 root:root << SUDOERS && note files 'sudo rules'
Defaults:rookery !requiretty, !pam_session, env_reset
rookery ALL=(root) NOPASSWD: $primitives
SUDOERS
visudo -cqf /etc/sudoers.d/rookery

grep -qE "^127\.0\.1\.1\s.*\b$(hostname)\b" /etc/hosts 2> /dev/null || { echo "127.0.1.1 $(hostname)" >> /etc/hosts; note files /etc/hosts; }
compgen -G '/etc/ssh/ssh_host_ed25519_key' > /dev/null || { ssh-keygen -q -t ed25519 -N '' -f /etc/ssh/ssh_host_ed25519_key; note ssh 'host key'; }

# Services
running() { [[ -d /run/systemd/system ]]; }
enabled() { systemctl is-enabled -q "$1" 2> /dev/null || { systemctl enable -q "$1"; note units "enabled $1"; }; }
masked() { [[ $(systemctl is-enabled "$1" 2> /dev/null) = masked ]] || { systemctl mask -q --now "$1" 2> /dev/null; note units "masked $1"; }; }
[[ -z ${changed[units]-} ]] || ! running || systemctl daemon-reload
masked nginx.service
masked netavark-dhcp-proxy.socket
masked netavark-dhcp-proxy.service
masked podman-restart.service
systemctl --global is-enabled -q podman.socket || { systemctl --global enable -q podman.socket; note units 'podman.socket for users'; }
for unit in ssh.service rookery-firewall.service rookery-ingress.service rookery-edge.service rookery-traffic.timer rookery-output.timer; do enabled $unit; done

if running; then
  systemd-tmpfiles --create /etc/tmpfiles.d/rookery.conf
  mkdir -p /run/sshd
  sshd -t
  if [[ -n ${changed[ssh]-} ]]; then
    systemctl reset-failed ssh.service 2> /dev/null || true
    systemctl reload-or-restart ssh.service
  fi
  if [[ -n ${changed[firewall]-} ]] || ! systemctl is-active -q rookery-firewall.service; then systemctl restart rookery-firewall.service; fi
  /usr/local/lib/rookery/lib/ingress-refresh
  systemctl is-active -q rookery-ingress.service
  if [[ -n ${changed[edge]-} ]]; then systemctl reload-or-restart rookery-edge.service; else systemctl start rookery-edge.service; fi
  for timer in rookery-traffic.timer rookery-output.timer; do systemctl is-active -q $timer || systemctl start $timer; done
  # In the background; `image-ensure` waits for it. The others are built when somebody first wants them.
  systemctl start --no-block rookery-image@static.service
fi
((${#changed[@]})) || echo 'nothing to change'
