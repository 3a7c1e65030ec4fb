# A host of Git repositories and archives beyond the node's own network card: forge.test answers on 443 and 22, with a certificate that the
# node trusts and a host key that it prints. Repositories lie in /home/forge, archives in /home/forge/files.
set -e
source /home/test/beyond.sh
beyond forge 198.18.0
useradd --system --create-home --home-dir /home/forge --shell /usr/bin/git-shell --password '*' forge
mkdir -p /home/forge/files /home/forge/.ssh
cd /home/forge
certificate forge
cp tls.crt /usr/local/share/ca-certificates/forge.crt
update-ca-certificates > /dev/null 2>&1
ssh-keygen -q -t ed25519 -N '' -f host
ssh-keygen -q -t ed25519 -N '' -C deploy -f deploy
cp deploy.pub .ssh/authorized_keys
chmod 755 . files
chown -R forge: .
chown root: host
cat > sshd_config << 'CONFIG'
HostKey /home/forge/host
PidFile none
PasswordAuthentication no
StrictModes no
AuthorizedKeysFile /home/forge/.ssh/authorized_keys
CONFIG
systemd-run -q --unit=forge-https --property=NetworkNamespacePath=/run/netns/forge python3 /home/test/forge.py
systemd-run -q --unit=forge-ssh --property=NetworkNamespacePath=/run/netns/forge /usr/sbin/sshd -D -f /home/forge/sshd_config
for _ in $(seq 100); do
  curl -sf https://forge.test/ > /dev/null && ssh-keyscan -t ed25519 forge.test 2> /dev/null && exit 0
  sleep 0.05
done
exit 1
