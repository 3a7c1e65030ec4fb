# Machines beyond the node's own network card. Sourced.

# What is laid here hides from the node what the world has at the same addresses, and a mirror of Debian may stand at one that is meant for
# examples (203.0.113.0/24): builds need it, so their forge lies where only measurements are.
# beyond NAME NETWORK: NAME.test is NETWORK.2, in a network namespace called NAME, and sees the node as NETWORK.1.
beyond() {
  ip netns add "$1"
  ip link add "to-$1" type veth peer name back netns "$1"
  ip addr add "$2.1/24" dev "to-$1"
  ip link set "to-$1" up
  ip -n "$1" addr add "$2.2/24" dev back
  ip -n "$1" link set back up
  ip -n "$1" link set lo up
  echo "$2.2 $1.test" >> /etc/hosts
}

# certificate NAME: of NAME.test, as tls.crt and tls.key in the folder where it is called.
certificate() {
  openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2 -subj "/CN=$1.test" -addext "subjectAltName=DNS:$1.test" \
    -keyout tls.key -out tls.crt 2> /dev/null
}
