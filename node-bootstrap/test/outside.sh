# A machine beyond the node's own network card: 198.51.100.2 answers on ports 25 and 80. Also lays a metadata service on the node's loopback.
set -e
source /home/test/beyond.sh
beyond outside 198.51.100
ip -n outside addr add 169.254.169.254/32 dev lo
ip route add 169.254.169.254 via 198.51.100.2
systemd-run -q --unit=outside --property=NetworkNamespacePath=/run/netns/outside perl /home/test/listen.pl 25 80
systemd-run -q --unit=smtp perl /home/test/listen.pl 25
for _ in $(seq 100); do
  [ "$(bash /home/test/reach.sh 198.51.100.2,25 127.0.0.1,25 | wc -l)" = 2 ] && exit 0
  sleep 0.05
done
exit 1
