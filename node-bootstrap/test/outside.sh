# A machine beyond the node's own network card: 198.51.100.2 answers on ports 25 and 80. Also lays a metadata service on the node's loopback.
set -e
ip netns add outside
ip link add toward type veth peer name back netns outside
ip addr add 198.51.100.1/24 dev toward
ip link set toward up
ip -n outside addr add 198.51.100.2/24 dev back
ip -n outside link set back up
ip -n outside link set lo up
ip -n outside addr add 169.254.169.254/32 dev lo
ip route add 169.254.169.254 via 198.51.100.2
systemd-run -q --unit=outside --property=NetworkNamespacePath=/run/netns/outside perl /home/test/listen.pl 25 80
systemd-run -q --unit=smtp perl /home/test/listen.pl 25
for _ in $(seq 100); do
  [ "$(bash /home/test/reach.sh 198.51.100.2,25 127.0.0.1,25 | wc -l)" = 2 ] && exit 0
  sleep 0.05
done
exit 1
