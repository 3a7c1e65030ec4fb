# What every primitive shares: one JSON document in, one JSON document out. Sourced, never run.
# Programs are started sparingly here: on a busy node each one costs more than what it does.
set -Eeuo pipefail
shopt -s nullglob
export PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin LC_ALL=C.UTF-8
umask 022

primitive=${0##*/}
state=/var/lib/rookery

# Only the answer may reach standard output; whatever a command prints goes to standard error.
exec 3>&1 1>&2

answer() {
  jq -cn "$@" >&3
  trap - EXIT
  exit 0
}

refuse() {
  # Most messages are JSON as they are.
  if [[ $2 =~ ^[][A-Za-z0-9\ .,:\;!?\'()/_+=%~-]*$ ]]; then
    printf '{"code":"%s","message":"%s"}\n' "$1" "$2" >&3
  else
    jq -cn --arg code "$1" --arg message "$2" '{code: $code, message: $message}' >&3
  fi
  trap - EXIT
  exit 1
}

# What write_file ends with when there is no room; no program that is run here ends so.
no_room=99

full() {
  local left
  left=$(df --output=avail -BK "$HOME" | tail -n 1 | tr -dc 0-9) && ((left < 1024))
}

failed() { # failed STATUS LINE
  # Only the primitive itself answers; its parts just end.
  ((BASH_SUBSHELL == 0)) || exit "$1"
  if ((EUID >= 20000)) && { (($1 == no_room)) || full; }; then
    refuse account.disk_full 'The disk space of this account is used up.'
  fi
  refuse node.internal "$primitive failed near line $2."
}
trap 'failed $? $LINENO' ERR
trap 'refuse node.internal "$primitive ended early."' EXIT

# jq's ^ and $ also match at newlines; \A and \z do not.
types='
  def text($re): type == "string" and test("\\A(?:" + $re + ")\\z");
  def whole($min; $max): type == "number" and . == floor and . >= $min and . <= $max;
  def only($names): type == "object" and (keys - $names) == [];
  def user: text("c-[a-z0-9]{4,28}");
  def stack: text("[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?");
  def site: text("[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?");
  def port: whole(10000; 29999);
  def host: text("(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\\.)+[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?") and length <= 253;
  def image: text("[a-z0-9](?:[a-z0-9-]{0,30}[a-z0-9])?");
  def field($name; test): if (try test catch false) then empty else $name end;
'

# read_input BYTES: so much of standard input as $input. The shell leaves zero bytes out by itself, and says so.
read_input() { { input=$(exec head -c "$1"); } 2> /dev/null; }

# accept LIMIT_BYTES KNOWN_FIELDS CHECKS [VALUES]: reads the document into $input, or refuses it by the name of its first
# bad field. What VALUES yields goes into the array $values.
accept() {
  local limit=$1 known=$2 checks=$3 yield=${4:-empty} lines
  read_input $((limit + 1))
  ((${#input} <= limit)) || refuse input.too_large "The input of $primitive may have $limit bytes."
  mapfile -t lines < <(exec jq -rn --argjson known "$known" "$types"'
    [inputs] as $documents
    | if ($documents | length) != 1 or ($documents[0] | type) != "object" then "document"
      else $documents[0] | first((keys - $known | .[] | "an unknown field"), ('"$checks"'), ""), ('"$yield"')
      end' <<< "$input" 2> /dev/null)
  [[ ${#lines[@]} -gt 0 && -z ${lines[0]} ]] || refuse input.invalid "The input of $primitive does not fit: ${lines[0]:-document}."
  values=("${lines[@]:1}")
}

# lock FILE: one run at a time; the lock goes with the process.
lock() {
  [[ -d ${1%/*} ]] || mkdir -p "${1%/*}"
  exec 9> "$1"
  flock -w 30 9 || refuse node.busy "Another run holds ${1##*/}."
}

# write_file PATH 600|644: standard input becomes PATH at once or not at all.
write_file() {
  local temporary=${1%/*}/.rookery-$BASHPID mask=022
  [[ $2 != 600 ]] || mask=077
  if ! (umask $mask && exec cat > "$temporary"); then
    rm -f "$temporary"
    return $no_room
  fi
  mv -f "$temporary" "$1"
}

# sweep FOLDER…: what write_file left there when it was killed. Only under the lock of those who write there.
sweep() {
  find "$@" -name '.rookery-*' -type f -delete
}
