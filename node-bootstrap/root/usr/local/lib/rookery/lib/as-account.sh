# The operator's way to a stack primitive: the same program, run as the account's user. Sourced by the operator's stack primitives.

# as_account LIMIT_BYTES: never returns.
as_account() {
  local lines user record uid
  read_input $(($1 + 1))
  ((${#input} <= $1)) || refuse input.too_large "The input of $primitive may have $1 bytes."
  mapfile -t lines < <(exec jq -rn "$types"'[inputs] | select(length == 1) | .[0] | select(.user | user) | .user, (del(.user) | tojson)' <<< "$input" 2> /dev/null)
  ((${#lines[@]} == 2)) || refuse input.invalid "The input of $primitive does not fit: user."
  user=${lines[0]}
  record=$state/accounts/$user.json
  [[ -f $record && $(< "$record") =~ \"slot\":([0-9]+) ]] || refuse account.unknown "$user is not an account of this node."
  uid=$((20000 + BASH_REMATCH[1]))
  trap - EXIT ERR
  setpriv --reuid="$uid" --regid="$uid" --init-groups --no-new-privs --inh-caps=-all --bounding-set=-all \
    env -i -C "/home/$user" USER="$user" LOGNAME="$user" HOME="/home/$user" XDG_RUNTIME_DIR="/run/user/$uid" \
    "/usr/local/lib/rookery/account/$primitive" <<< "${lines[1]}" >&3 || exit 1
  exit 0
}
