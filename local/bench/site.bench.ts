import { setTimeout as delay } from "node:timers/promises";
import { eventually } from "../faults/eventually.ts";
import { answers, type Customer, fulfilled, place, register } from "../faults/shop.ts";
import { openWorld, type World } from "../faults/world.ts";
import { labSupport } from "../lab/support.ts";
import { byHand, openAdministratorsDoor, type SiteByHand } from "./by-hand.ts";
import { type Measurement, quantile } from "./measurement.ts";

const rounds = 7;
const atOnce = 8;
const waitSeconds = 600;
const lookEachMs = 20;
/** Far from those that the platform gives out. */
let rawPort = 29_900;

const common = `read_only: true
    cap_drop: [ALL]
    security_opt: [no-new-privileges]
    tmpfs: [/tmp]`;

interface Kind extends SiteByHand {
  template: string;
}

const staticSite: Kind = {
  template: "static",
  page: "/",
  prepare: 'mkdir -p www && echo "<h1>$1</h1>" > www/index.html',
  compose: (name, port) => `name: ${name}
services:
  web:
    image: localhost/rookery/static:2
    ${common}
    ports: ["127.0.0.1:${port}:8080"]
    volumes: ["./www:/srv/www:ro"]`,
};

const wordpress: Kind = {
  template: "wordpress",
  page: "/wp-admin/install.php",
  prepare: "echo a-password-of-32-characters-or-so > database-password; echo keys > wordpress-keys",
  compose: (name, port) => `name: ${name}
services:
  web:
    image: localhost/rookery/wordpress:2
    ${common}
    depends_on: [mariadb]
    environment: {DATABASE_HOST: mariadb, DATABASE_NAME: app, DATABASE_USER: app}
    ports: ["127.0.0.1:${port}:8080"]
    volumes: ["data:/srv/data", "content:/srv/www/wp-content"]
    secrets: [database-password, wordpress-keys]
  mariadb:
    image: localhost/rookery/mariadb11:1
    ${common}
    volumes: ["mariadb:/var/lib/mysql"]
    secrets: [database-password]
volumes: {data: , content: , mariadb: }
secrets:
  database-password: {file: ./database-password}
  wordpress-keys: {file: ./wordpress-keys}`,
};

/** From a paid order to a site that answers, beside the same site made by hand on the same node. */
export async function bench(): Promise<Measurement[]> {
  const support = labSupport();
  if (!support.ok) throw new Error(support.reason);
  const world = await openWorld();
  try {
    const customer = await register(world);
    const first = await site(customer, staticSite);
    await openAdministratorsDoor(world.lab);
    const plain = await further(world, customer, staticSite);
    // The first one waits for its images.
    await site(customer, wordpress);
    const withDatabase = await further(world, customer, wordpress);
    const one = await perMinute(world, 1);
    const eight = await perMinute(world, atOnce);
    const floorOf = (raw: number) => ({ name: "podman compose up and ingress reload by ssh", value: raw });
    const target = { of: "ratio", atMost: 1.25 } as const;
    const floor = floorOf(plain.raw);
    return [
      { name: "paid to 200, further site of an account", value: plain.ours, unit: "s", floor, target },
      { name: "paid to 200, first site of an account", value: first, unit: "s", floor },
      {
        name: "paid to 200, further WordPress with its MariaDB",
        value: withDatabase.ours,
        unit: "s",
        floor: floorOf(withDatabase.raw),
        target,
      },
      { name: "sites per minute, one order at a time", value: one, unit: "/min" },
      { name: `sites per minute, ${atOnce} orders at once`, value: eight, unit: "/min" },
    ];
  } finally {
    await world.close();
  }
}

/** Medians of both, in turns: a busy minute slows one as it slows the other. */
async function further(world: World, customer: Customer, kind: Kind): Promise<{ raw: number; ours: number }> {
  const raw: number[] = [];
  const ours: number[] = [];
  for (let round = 0; round < rounds; round++) {
    raw.push(await byHand(world.lab, customer.user, rawPort++, kind));
    ours.push(await site(customer, kind));
  }
  return { raw: quantile(raw, 0.5), ours: quantile(ours, 0.5) };
}

/** Seconds from paying to an answer of 200. */
async function site(customer: Customer, { template, page }: Kind): Promise<number> {
  const { siteName, order, pay } = await place(customer, undefined, template);
  await pay();
  const paidAt = performance.now();
  const service = await eventually(
    "the order has a service",
    async () => {
      const { serviceId } = await customer.browser.get<{ serviceId: string | null }>(`/orders/${order.id}`);
      return serviceId !== null && customer.browser.get<{ url: string }>(`/services/${serviceId}`);
    },
    300,
  );
  const url = new URL(page, service.url).href;
  await untilAnswers(siteName, url);
  const seconds = (performance.now() - paidAt) / 1000;
  await fulfilled(customer, order, 300);
  return seconds;
}

/** Looks as often as whoever makes a site by hand does. */
async function untilAnswers(siteName: string, url: string): Promise<void> {
  const until = performance.now() + waitSeconds * 1000;
  while ((await answers({ url })) !== 200) {
    if (performance.now() > until) throw new Error(`Not within ${waitSeconds} s: ${siteName} answers`);
    await delay(lookEachMs);
  }
}

async function perMinute(world: World, count: number): Promise<number> {
  const customers = await Promise.all(Array.from({ length: count }, () => register(world)));
  const startedAt = performance.now();
  const each = count === 1 ? 2 : 1;
  await Promise.all(
    customers.map(async (customer) => {
      for (let n = 0; n < each; n++) await site(customer, staticSite);
    }),
  );
  return (count * each * 60_000) / (performance.now() - startedAt);
}
