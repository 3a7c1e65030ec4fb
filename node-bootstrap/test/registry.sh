# Debian's registry of container images beyond the node's own network card: registry.test:5000 hands out to everybody, and :5001 to `robot`
# with the password in its argument. :5002 is what cut.pl makes of :5000. All with a certificate that the node trusts.
# usage: registry.sh PASSWORD
set -e
source /home/test/beyond.sh
beyond registry 192.0.2
mkdir -p /home/registry
cd /home/registry
certificate registry
perl -e 'print "robot:", crypt($ARGV[0], q($2b$05$abcdefghijklmnopqrstuu)), "\n"' "$1" > passwords
for port in 5000 5001 5002; do
  mkdir -p /etc/containers/certs.d/registry.test:$port
  cp tls.crt /etc/containers/certs.d/registry.test:$port/ca.crt
  echo registry.test:$port >> /etc/rookery/image-registries.local
done
serve() { # serve PORT [AUTH]
  cat > $1.yml << CONFIG
version: 0.1
log: {level: warn}
storage: {filesystem: {rootdirectory: /home/registry/data}}
http: {addr: 192.0.2.2:$1, secret: x, tls: {certificate: /home/registry/tls.crt, key: /home/registry/tls.key}}
$2
CONFIG
  systemd-run -q --unit=registry-$1 --property=NetworkNamespacePath=/run/netns/registry /home/test/docker-registry serve /home/registry/$1.yml
}
serve 5000
serve 5001 'auth: {htpasswd: {realm: registry, path: /home/registry/passwords}}'
for _ in $(seq 200); do
  curl -sfo /dev/null --cacert tls.crt https://registry.test:5000/v2/ && [ "$(curl -so /dev/null -w '%{http_code}' --cacert tls.crt https://registry.test:5001/v2/)" = 401 ] && exit 0
  sleep 0.05
done
exit 1
