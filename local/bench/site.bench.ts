import { randomBytes } from "node:crypto";
import { eventually } from "../faults/eventually.ts";
import { answers, type Customer, fulfilled, place, register } from "../faults/shop.ts";
import { openWorld, type World } from "../faults/world.ts";
import type { Lab } from "../lab/lab.ts";
import { labSupport } from "../lab/support.ts";
import { type Measurement, quantile } from "./measurement.ts";

const rounds = 3;
const atOnce = 8;
/** Far from those that the platform gives out. */
const rawPort = 29_900;
const administratorsPort = 2022;

/** From a paid order to a site that answers, beside the same site made by hand on the same node. */
export async function bench(): Promise<Measurement[]> {
  const support = labSupport();
  if (!support.ok) throw new Error(support.reason);
  const world = await openWorld();
  try {
    const customer = await register(world);
    const first = await site(customer);
    await openAdministratorsDoor(world.lab);
    const raw: number[] = [];
    const further: number[] = [];
    for (let round = 0; round < rounds; round++) {
      raw.push(await handmade(world.lab, customer.user, rawPort + round));
      further.push(await site(customer));
    }
    const floor = { name: "podman compose up and ingress reload by ssh", value: quantile(raw, 0.5) };
    const one = await perMinute(world, 1);
    const eight = await perMinute(world, atOnce);
    return [
      {
        name: "paid to 200, further site of an account",
        value: quantile(further, 0.5),
        unit: "s",
        floor,
        target: { of: "ratio", atMost: 1.25 },
      },
      { name: "paid to 200, first site of an account", value: first, unit: "s", floor },
      { name: "sites per minute, one order at a time", value: one, unit: "/min" },
      { name: `sites per minute, ${atOnce} orders at once`, value: eight, unit: "/min" },
    ];
  } finally {
    await world.close();
  }
}

/** Seconds from paying to an answer of 200. */
async function site(customer: Customer): Promise<number> {
  const { siteName, order, pay } = await place(customer);
  await pay();
  const paidAt = performance.now();
  const service = await eventually("the order has a service", async () => {
    const { serviceId } = await customer.browser.get<{ serviceId: string | null }>(`/orders/${order.id}`);
    return serviceId !== null && customer.browser.get<{ url: string }>(`/services/${serviceId}`);
  });
  await eventually(`${siteName} answers`, async () => (await answers(service)) === 200, 180);
  const seconds = (performance.now() - paidAt) / 1000;
  await fulfilled(customer, order);
  return seconds;
}

async function perMinute(world: World, count: number): Promise<number> {
  const customers = await Promise.all(Array.from({ length: count }, () => register(world)));
  const startedAt = performance.now();
  const each = count === 1 ? 2 : 1;
  await Promise.all(
    customers.map(async (customer) => {
      for (let n = 0; n < each; n++) await site(customer);
    }),
  );
  return (count * each * 60_000) / (performance.now() - startedAt);
}

/** An SSH server as a machine has it before any of our doors, for an administrator on the node itself. */
async function openAdministratorsDoor(lab: Lab): Promise<void> {
  const script = `
    ssh-keygen -q -t ed25519 -N '' -f /root/administrator
    install -m 600 /root/administrator.pub /root/administrators
    /usr/sbin/sshd -f /dev/null -p ${administratorsPort} -h /etc/ssh/ssh_host_ed25519_key \\
      -o ListenAddress=127.0.0.1 -o UsePAM=no -o AuthorizedKeysFile=/root/administrators -o PidFile=none`;
  await lab.inside("bash", ["-euc", script]);
}

/**
 * What an administrator would type over SSH, in one session: a compose file, `podman compose up`, a server block, a
 * reload; and looking until it answers. No account is prepared, no health waited for, nothing written down.
 */
async function handmade(lab: Lab, user: string, port: number): Promise<number> {
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
    ["-euc", session, "-", user, String(20_000 + slot), name, String(port)],
    byHand,
  );
  return Number(microseconds) / 1_000_000;
}

const byHand = `
set -euo pipefail
user=$1 uid=$2 name=$3 port=$4
as_user() { setpriv --reuid="$uid" --regid="$uid" --init-groups env -i -C "/home/$user" PATH="$PATH" HOME="/home/$user" XDG_RUNTIME_DIR="/run/user/$uid" "$@"; }
as_user bash -c '
  mkdir -p "raw/$1/www" && cd "raw/$1"
  echo "<h1>$1</h1>" > www/index.html
  cat > compose.yaml <<END
name: $1
services:
  web:
    image: localhost/rookery/static:2
    read_only: true
    cap_drop: [ALL]
    security_opt: [no-new-privileges]
    tmpfs: [/tmp]
    ports: ["127.0.0.1:$2:8080"]
    volumes: ["./www:/srv/www:ro"]
END
  podman compose up --detach --no-build --pull never
' - "$name" "$port"
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
for _ in {1..600}; do
  code=$(curl -s -o /dev/null -w '%{http_code}' -H "Host: $name.localhost" http://127.0.0.1/ || true)
  [[ $code != 200 ]] || exit 0
  sleep 0.02
done
echo "the site made by hand answers $code" >&2
exit 1
`;
