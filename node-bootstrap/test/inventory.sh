# Prints everything that a node holds for customers, each line beginning with the user or the stack that it belongs to.
shopt -s nullglob
declare -A names=()
while IFS=: read -r name _ uid _; do
  ((uid < 20000 || uid >= 60000)) || { names[$uid]=$name; echo "$name user"; }
done < <(getent passwd)
each() { # each WHAT PATH…
  local what=$1 path name
  for path in "${@:2}"; do name=${path##*/}; echo "${name%.*} $what"; done
}
each home /home/c-*
each record /var/lib/rookery/accounts/*.json
each linger /var/lib/systemd/linger/c-*
each key /etc/rookery/platform_keys/accounts/*
sed -nE 's/^(c-[^:]*):.*/\1 subordinate ids/p' /etc/subuid
each route /var/lib/rookery/routes/*.json
each 'site in the ingress' /var/lib/rookery/ingress/current/sites/*.conf
nft -j list set inet rookery site_owners | jq -r '.nftables[] | .set? // empty | .elem[]? | .concat | "\(.[0]) \(.[1])"' |
  while read -r uid port; do echo "${names[$uid]-uid-$uid} port $port"; done
for stack in /home/c-*/stacks/*/; do
  IFS=/ read -r _ _ user _ name _ <<< "$stack"
  echo "$user stack $name"
done
stores=(/home/c-*/.local/share/containers/storage/overlay-containers/containers.json)
((${#stores[@]} == 0)) || jq -r '(input_filename | split("/")[2]) as $user | .[] | "\($user) container \(.names[0])"' "${stores[@]}"
# A program for each of hundreds of processes would keep the node busy.
ps -eo uid=,comm= | while read -r uid command; do
  ((uid < 20000 || uid >= 60000)) || echo "${names[$uid]-uid-$uid} process $command"
done
