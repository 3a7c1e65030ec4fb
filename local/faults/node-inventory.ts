import type { Lab } from "../lab/lab.ts";

/** Everything a node holds for customers, each line beginning with the user or the stack that it belongs to. */
const script = String.raw`
name() { getent passwd "$1" | cut -d: -f1 | grep . || echo "uid-$1"; }
getent passwd | awk -F: '$3 >= 20000 && $3 < 60000 { print $1 " user" }'
for home in /home/c-*; do [[ -d $home ]] && echo "$(basename $home) home"; done
for record in /var/lib/rookery/accounts/*.json; do [[ -f $record ]] && echo "$(basename $record .json) record"; done
for linger in /var/lib/systemd/linger/c-*; do [[ -e $linger ]] && echo "$(basename $linger) linger"; done
for key in /etc/rookery/platform_keys/accounts/*; do [[ -e $key ]] && echo "$(basename $key) key"; done
sed -E 's/:.*/ subordinate ids/' /etc/subuid | grep ^c-
for route in /var/lib/rookery/routes/*.json; do [[ -f $route ]] && echo "$(basename $route .json) route"; done
for route in /var/lib/rookery/ingress/current/sites/*.conf; do [[ -f $route ]] && echo "$(basename $route .conf) site in the ingress"; done
nft -j list set inet rookery site_owners | jq -r '.nftables[] | .set? // empty | .elem[]? | .concat | "\(.[0]) \(.[1])"' |
  while read -r uid port; do echo "$(name $uid) port $port"; done
for stack in /home/c-*/stacks/*; do
  user=$(echo $stack | cut -d/ -f3)
  [[ -d $stack ]] && echo "$user stack $(basename $stack)"
done
for store in /home/c-*/.local/share/containers/storage/overlay-containers/containers.json; do
  [[ -f $store ]] && jq -r --arg user "$(echo $store | cut -d/ -f3)" '.[] | "\($user) container \(.names[0])"' $store
done
ps -eo uid=,comm= | awk '$1 >= 20000 && $1 < 60000' | while read -r uid command; do echo "$(name $uid) process $command"; done
true`;

export async function nodeInventory(lab: Lab): Promise<string[]> {
  return (await lab.inside("bash", ["-c", script])).split("\n").filter(Boolean).sort();
}
