# The operator's way to a stack primitive: the same program, run as the account's user. Sourced by the operator's stack primitives.

# as_account LIMIT_BYTES: never returns.
as_account() {
  local document user record uid
  document=$(head -c $(($1 + 1)) | tr -d '\0')
  ((${#document} <= $1)) || refuse input.too_large "The input of $primitive may have $1 bytes."
  user=$(jq -ren "$types"'[inputs] | select(length == 1) | .[0].user | select(user)' <<< "$document" 2> /dev/null) ||
    refuse input.invalid "The input of $primitive does not fit: user."
  record=$state/accounts/$user.json
  [[ -f $record ]] || refuse account.unknown "$user is not an account of this node."
  uid=$((20000 + $(jq .slot "$record")))
  trap - EXIT ERR
  jq -c 'del(.user)' <<< "$document" | setpriv --reuid="$uid" --regid="$uid" --init-groups --no-new-privs --inh-caps=-all --bounding-set=-all \
    env -i -C "/home/$user" USER="$user" LOGNAME="$user" HOME="/home/$user" XDG_RUNTIME_DIR="/run/user/$uid" \
    "/usr/local/lib/rookery/account/$primitive" >&3 || exit 1
  exit 0
}
