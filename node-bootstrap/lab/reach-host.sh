# reach-host.sh NAME: a server of the machine that the lab runs on, as a host beyond the node's own network card. It answers on 443 and is
# reached through the socket /home/.reached/NAME alone; the node trusts the authority that lies beside that. Run inside, at any time.
set -e
name=$1
space=reached
ip netns list | grep -q "^$space" || {
  ip netns add "$space"
  ip link add to-reached type veth peer name back netns "$space"
  ip addr add 198.51.100.1/24 dev to-reached
  ip link set to-reached up
  ip -n "$space" addr add 198.51.100.2/24 dev back
  ip -n "$space" link set back up
  ip -n "$space" link set lo up
}
grep -q " $name\$" /etc/hosts || echo "198.51.100.2 $name" >> /etc/hosts
cp "/home/.reached/$name.crt" "/usr/local/share/ca-certificates/reached-$name.crt"
update-ca-certificates > /dev/null 2>&1
systemctl stop "reach-$name.service" 2> /dev/null || true
systemd-run --quiet --unit="reach-$name" --property=NetworkNamespacePath=/run/netns/"$space" --property=Restart=always \
  systemd-socket-activate --listen=198.51.100.2:443 /usr/lib/systemd/systemd-socket-proxyd "/home/.reached/$name"
