import { generateKeyPairSync } from "node:crypto";
import { acmeAuthority } from "#core/certificates/acme/authority.ts";
import { httpsCall } from "#core/certificates/acme/https-call.ts";
import { keyAuthorization } from "#core/certificates/acme/json-signature.ts";
import { signingRequest } from "#core/certificates/acme/signing-request.ts";
import type { AcmeAccount, CertificateAuthority } from "#core/certificates/ports.ts";
import { authoritativeDns } from "#functions/runtime/authoritative-dns.ts";
import { eventually } from "../faults/eventually.ts";
import { type Customer, fulfilled, place, register } from "../faults/shop.ts";
import { openWorld, type World } from "../faults/world.ts";
import { labSupport } from "../lab/support.ts";
import { fetchSite, payOn } from "../launch/browser.mjs";
import { administer, openAdministratorsDoor } from "./by-hand.ts";
import { type Measurement, quantile } from "./measurement.ts";

const rounds = 9;

const holder = {
  ...{ kind: "person", firstName: "Sam", lastName: "Bench", email: "sam@example.com" },
  ...{ street: "Hauptstr. 1", postalCode: "10115", city: "Berlin", country: "DE", phone: "+49.301234567" },
};

/** A name of a domain of ours until it answers by https, beside a bare order at the same authority and a reload. */
export async function bench(): Promise<Measurement[]> {
  const support = labSupport();
  if (!support.ok) throw new Error(support.reason);
  const world = await openWorld();
  try {
    const { root } = world.platform.certificates;
    if (root === null || world.platform.nameServer === null) throw new Error("apt-get install pebble knot");
    const customer = await register(world);
    const { order, pay } = await place(customer);
    await pay();
    const { id: serviceId } = await fulfilled(customer, order, 300);
    const domain = await registered(customer);
    await openAdministratorsDoor(world.lab);
    const byHand = await bareOrders(world, customer, { serviceId, domain });
    const [ours, bare]: [number[], number[]] = [[], []];
    // The first of each meets what is loaded once.
    for (let round = 0; round <= rounds; round++) {
      const times = [
        await byHand(`raw-${round}.${domain}`, root),
        await connected(world, customer, { serviceId, name: `own-${round}.${domain}`, root }),
      ] as const;
      if (round === 0) continue;
      bare.push(times[0]);
      ours.push(times[1]);
    }
    return [
      {
        name: "name of a domain of ours to 200 by https",
        value: quantile(ours, 0.5),
        unit: "s",
        floor: { name: "bare order by http-01 and ingress reload by ssh", value: quantile(bare, 0.5) },
        target: { of: "ratio", atMost: 1.3 },
      },
    ];
  } finally {
    await world.close();
  }
}

async function registered({ browser }: Customer): Promise<string> {
  await eventually(
    "endings are sold",
    async () => (await browser.get<{ items: unknown[] }>("/domain-endings")).items.length > 0,
    120,
  );
  const label = `bench-${Date.now().toString(36)}`;
  type Offer = { name: string; availability: string; price: { minor: number } };
  const { items } = await browser.get<{ items: Offer[] }>(`/domain-search?query=${label}.de`);
  const free = items.find(({ availability }) => availability === "free");
  if (!free) throw new Error("no name is free");
  const { id: contactId } = await browser.post<{ id: string }>("/domain-contacts", holder);
  const domains = [{ name: free.name, contactId, priceMinor: free.price.minor }];
  const order = await browser.post<{ id: string }>("/orders", { domains });
  await payOn((await browser.post<{ url: string }>(`/orders/${order.id}/checkout`, {})).url);
  await eventually(
    `${free.name} is registered`,
    async () => {
      const { items: held } = await browser.get<{ items: { name: string; state: string }[] }>("/domains");
      return held.some(({ name, state }) => name === free.name && state === "active");
    },
    120,
  );
  return free.name;
}

const answers = (world: World, name: string, root: string) => () =>
  fetchSite(`https://${name}:${world.lab.httpsPort}/`, { authority: root })
    .catch(() => 0)
    .then((status) => status === 200);

/** Seconds from asking to an answer of 200, its chain verified. */
async function connected(
  world: World,
  { browser }: Customer,
  { serviceId, name, root }: { serviceId: string; name: string; root: string },
): Promise<number> {
  const startedAt = performance.now();
  const { connectionId } = await browser.post<{ connectionId: string }>(`/services/${serviceId}/connections`, { name });
  await eventually(`${name} answers by https`, answers(world, name, root), 120);
  const seconds = (performance.now() - startedAt) / 1000;
  await eventually("all of it is done", async () => {
    type Listed = { items: { state: string; failure: { message: string } | null }[] };
    const [operation] = (await browser.get<Listed>(`/operations?subject=${connectionId}`)).items;
    if (operation?.failure) throw new Error(operation.failure.message);
    return operation?.state === "succeeded";
  });
  return seconds;
}

/** The least that it takes: an order whose names lead here already, its answer, and the website's route once more. */
async function bareOrders(world: World, { browser }: Customer, of: { serviceId: string; domain: string }) {
  const { serviceId, domain } = of;
  const [known] = JSON.parse(world.platform.certificates.env.CERTIFICATE_AUTHORITIES ?? "[]") as {
    directory: string;
    authority: string;
  }[];
  if (!known) throw new Error("there is no authority");
  const authority = acmeAuthority({ directory: known.directory, call: httpsCall({ authority: known.authority }) });
  const key = generateKeyPairSync("ec", { namedCurve: "P-256" }).privateKey;
  const account: AcmeAccount = { key, url: await authority.register(key) };
  const { rows } = await world.database.query("select port from release where service_id = $1 and state = 'live'", [
    serviceId,
  ]);
  const port = Number(rows[0]?.port);
  const { items } = await browser.get<{ items: { id: string; name: string }[] }>("/domains");
  const domainId = items.find(({ name }) => name === domain)?.id;
  const names = Array.from({ length: rounds + 1 }, (_, round) => `raw-${round}.${domain}`);
  type Held = { zone: { id: string; version: number } | null };
  const zone = await eventually("there is a zone", async () => {
    return (await browser.get<Held>(`/domains/${domainId}/zone`)).zone;
  });
  const adds = names.map((name) => ({ name: `${name}.`, type: "A", ttl: 300, data: "127.0.0.1" }));
  await browser.post(`/zones/${zone.id}/changes`, { version: zone.version, removes: [], adds });
  const dns = authoritativeDns({ everywhere: [world.platform.nameServer ?? ""] });
  await eventually(
    "the records are there",
    async () => {
      const answered = await dns.ask(names.at(-1) ?? "", "A").catch(() => []);
      return answered.some(({ values }) => values?.includes("127.0.0.1"));
    },
    60,
  );
  const primitive = (name: string, input: object) => administer(world.lab, name, JSON.stringify(input));
  return async (name: string, root: string): Promise<number> => {
    const route = { site: `raw-${name.split(".")[0]}`, hosts: [name], port, state: "live" };
    await primitive("route-put", route);
    const startedAt = performance.now();
    const { chain, keyPem } = await issued(authority, account, name, (token, answer) =>
      primitive("challenge-put", { host: name, token, answer }),
    );
    await primitive("certificate-put", { host: name, chain, key: keyPem });
    await primitive("route-put", { ...route, tls: { hosts: [name] } });
    await eventually(`${name} answers by https`, answers(world, name, root), 60);
    return (performance.now() - startedAt) / 1000;
  };
}

const lookMs = 100;

async function issued(
  authority: CertificateAuthority,
  account: AcmeAccount,
  name: string,
  put: (token: string, answer: string) => Promise<unknown>,
) {
  const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  let order = await authority.order(account, [name]);
  const until = async (state: string) => {
    while (order.status !== state) {
      if (order.status === "invalid") throw new Error(`${name} was refused: ${order.error?.detail}`);
      await new Promise((next) => setTimeout(next, lookMs));
      order = await authority.readOrder(account, order.url);
    }
  };
  for (const url of order.authorizations) {
    const { challenges } = await authority.readAuthorization(account, url);
    const challenge = challenges.find(({ type }) => type === "http-01");
    if (!challenge) throw new Error("http-01 is not offered");
    await put(challenge.token, keyAuthorization(challenge.token, account.key));
    await authority.answerChallenge(account, challenge.url);
  }
  await until("ready");
  order = await authority.finalize(account, order, signingRequest(privateKey, publicKey, [name]));
  await until("valid");
  const chain = await authority.download(account, order.certificate ?? "");
  return { chain, keyPem: privateKey.export({ type: "pkcs8", format: "pem" }).toString() };
}
