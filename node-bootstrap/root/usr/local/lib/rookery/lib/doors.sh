# Who may come in by an account's own door. Sourced by primitives and by bootstrap.sh.

# account_door USER UID: the platform's keys, good for the stack primitives and for that user's podman.sock, no other address.
# sshd compares a socket's path with `permitopen` as if it were a host; only this spelling gets past its parser.
account_door() {
  mkdir -p /etc/rookery/platform_keys/accounts
  sed "s|,restrict |,restrict,port-forwarding,permitopen=\"[/run/user/$2/podman/podman.sock]:*\" |" /etc/rookery/platform_keys/operator |
    write_file "/etc/rookery/platform_keys/accounts/$1" 644
}
