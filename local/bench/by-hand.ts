import { randomBytes } from "node:crypto";
import type { Lab } from "../lab/lab.ts";

const administratorsPort = 2022;

/** A site as an administrator would describe it: what they type into its folder before `podman compose up`. */
export interface SiteByHand {
  /** Shell commands in the site's folder. */
  prepare: string;
  compose(name: string, port: number): string;
  /** The page that answers 200 once it is up. */
  page: string;
}

/** An SSH server as a machine has it before any of our doors, for an administrator on the node itself. */
export async function openAdministratorsDoor(lab: Lab): Promise<void> {
  const script = `
    ssh-keygen -q -t ed25519 -N '' -f /root/administrator
    install -m 600 /root/administrator.pub /root/administrators
    /usr/sbin/sshd -f /dev/null -p ${administratorsPort} -h /etc/ssh/ssh_host_ed25519_key \\
      -o ListenAddress=127.0.0.1 -o UsePAM=no -o AuthorizedKeysFile=/root/administrators -o PidFile=none`;
  await lab.inside("bash", ["-euc", script]);
}

/**
 * Seconds of what an administrator would type over SSH, in one session: a compose file, `podman compose up`, a server
 * block, a reload; and looking until it answers. No account is prepared, no health waited for, nothing written down.
 */
export async function byHand(lab: Lab, user: string, port: number, site: SiteByHand): Promise<number> {
  const record = JSON.parse(await lab.inside("cat", [`/var/lib/rookery/accounts/${user}.json`]));
  const { slot, limits, ports } = record;
  const wanted = { user, slot, limits, ports: [...ports, port] };
  await lab.inside("/usr/local/lib/rookery/account-ensure", [], JSON.stringify(wanted));
  const name = `raw-${randomBytes(4).toString("hex")}`;
  const session = `
    began=$EPOCHREALTIME
    ssh -q -p ${administratorsPort} -i /root/administrator -o StrictHostKeyChecking=no root@127.0.0.1 bash -s - "$@"
    ended=$EPOCHREALTIME
    echo $((\${ended/./} - \${began/./}))`;
  const microseconds = await lab.inside(
    "bash",
    ["-euc", session, "-", user, String(20_000 + slot), name, String(port), site.page],
    typed(site.prepare, site.compose(name, port)),
  );
  return Number(microseconds) / 1_000_000;
}

const typed = (prepare: string, compose: string) => `
set -euo pipefail
user=$1 uid=$2 name=$3 port=$4 page=$5
as_user() { setpriv --reuid="$uid" --regid="$uid" --init-groups env -i -C "/home/$user" PATH="$PATH" HOME="/home/$user" XDG_RUNTIME_DIR="/run/user/$uid" "$@"; }
as_user bash -c '
  mkdir -p "raw/$1" && cd "raw/$1"
  ${prepare}
  cat > compose.yaml
  podman compose up --detach --no-build --pull never
' - "$name" <<'END'
${compose}
END
sites=/var/lib/rookery/ingress/current/sites
cat > "$sites/$name.conf" <<END
upstream site-$name { server 127.0.0.1:$port max_fails=0; }
server {
  include rookery/listen.conf;
  server_name $name.localhost;
  set \\$upstream site-$name;
  include rookery/live.conf;
}
END
kill -HUP "$(cat /run/rookery-ingress/nginx.pid)"
for _ in {1..3000}; do
  code=$(curl -s -o /dev/null -w '%{http_code}' -H "Host: $name.localhost" "http://127.0.0.1$page" || true)
  [[ $code != 200 ]] || exit 0
  sleep 0.02
done
echo "the site made by hand answers $code" >&2
exit 1
`;

/** One primitive over SSH, as an administrator on the node calls it. */
export const administer = (lab: Lab, primitive: string, input: string): Promise<string> =>
  lab.inside(
    "bash",
    [
      "-euc",
      `ssh -q -p ${administratorsPort} -i /root/administrator -o StrictHostKeyChecking=no root@127.0.0.1 "/usr/local/lib/rookery/$1"`,
      ...["-", primitive],
    ],
    input,
  );
