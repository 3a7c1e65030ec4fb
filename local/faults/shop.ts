import { randomBytes } from "node:crypto";
import { type Browser, createBrowser, fetchSite, payOn, register as registerOn } from "../launch/browser.mjs";
import { eventually } from "./eventually.ts";
import { nodeInventory } from "./node-inventory.ts";
import type { World } from "./world.ts";

export interface Order {
  id: string;
  state: string;
  serviceId: string | null;
  operationId: string | null;
  failure: { code: string; message: string } | null;
}

export interface Service {
  id: string;
  state: string;
  url: string;
  operation: { id: string; kind: string; state: string } | null;
  failure: { code: string; message: string } | null;
}

export interface Operation {
  id: string;
  state: string;
  steps: { name: string; state: string; attempt: number; message: string | null }[];
  waitingFor: { code: string; message: string } | null;
  failure: { code: string; message: string } | null;
}

export interface Customer {
  browser: Browser;
  accountId: string;
  /** The account's user on nodes. */
  user: string;
}

const unique = () => randomBytes(4).toString("hex");

export async function register({ platform }: World): Promise<Customer> {
  const browser = createBrowser(platform.url);
  const name = unique();
  const email = `fay-${name}@example.com`;
  const session = await registerOn(browser, platform.inboxUrl, {
    email,
    name: "Fay Fault",
    accountName: `Account ${name}`,
    password: `a long pass phrase ${name}`,
  });
  const accountId = session.account.id;
  return { browser, accountId, user: `c-${accountId.slice("acc_".length).toLowerCase()}` };
}

/** An order that is not paid yet, and the page where it is paid. */
export async function place({ browser }: Customer, siteName = `site-${unique()}`, template = "static") {
  const plans = await browser.get<{ id: string; limits: { memoryMb: number } }[]>("/plans");
  plans.sort((one, other) => one.limits.memoryMb - other.limits.memoryMb);
  // The smallest for the smallest app, else the one that fits all of them.
  const plan = plans.at(template === "static" ? 0 : -1);
  const app = { template, parameters: {} };
  const order = await browser.post<Order>("/orders", { planId: plan?.id, siteName, app });
  const { url } = await browser.post<{ url: string }>(`/orders/${order.id}/checkout`, {});
  return { order, siteName, pay: () => payOn(url) };
}

export async function buy(customer: Customer, siteName?: string, template?: string): Promise<Order> {
  const { order, pay } = await place(customer, siteName, template);
  await pay();
  return order;
}

export const orderOf = ({ browser }: Customer, { id }: { id: string }) => browser.get<Order>(`/orders/${id}`);

export const operationOf = async (customer: Customer, order: { id: string }): Promise<Operation | undefined> => {
  const { operationId } = await orderOf(customer, order);
  return operationId === null ? undefined : customer.browser.get<Operation>(`/operations/${operationId}`);
};

/** Waits until the order's site is set up. Returns its service. */
export const fulfilled = (customer: Customer, order: { id: string }, seconds = 90): Promise<Service> =>
  eventually(
    "the order is fulfilled",
    async () => {
      const { state, serviceId, failure } = await orderOf(customer, order);
      if (failure) throw new Error(`the order failed: ${failure.message}`);
      if (state === "refunding" || state === "refunded") throw new Error(`the order is ${state}`);
      return state === "fulfilled" && customer.browser.get<Service>(`/services/${serviceId}`);
    },
    seconds,
  );

export const inState = (customer: Customer, order: { id: string }, wanted: string, seconds = 90): Promise<Order> =>
  eventually(
    `the order is ${wanted}`,
    async () => {
      const now = await orderOf(customer, order);
      return now.state === wanted && now;
    },
    seconds,
  );

export const answers = (service: { url: string }): Promise<number> => fetchSite(service.url).catch(() => 0);

/** The lines of the node's inventory that an account has part in. */
export async function holdings(world: World, { user, accountId }: Customer): Promise<string[]> {
  const { rows } = await world.database.query("select id from service where account_id = $1", [accountId]);
  const owners = [user, ...rows.map(({ id }: { id: string }) => `s-${id.slice("svc_".length).toLowerCase()}`)];
  return (await nodeInventory(world.lab)).filter((line) => owners.includes(line.split(" ")[0] ?? ""));
}

/** What the payment provider knows of an order's money. */
export async function moneyOf(world: World, { id }: { id: string }) {
  const { rows } = await world.database.query(`select payment_id from "order" where id = $1`, [id]);
  const payment: string | null = rows[0]?.payment_id ?? null;
  if (payment === null) return { paid: false, refunds: [] as string[] };
  const answer = await fetch(`${world.platform.payments.url}/v1/refunds?payment_intent=${payment}`, {
    headers: { authorization: `Bearer ${world.stripeKey}` },
  });
  const { data } = (await answer.json()) as { data: { status: string }[] };
  return { paid: true, refunds: data.map(({ status }) => status) };
}

/** What the platform has on record of an order, counted: nothing may be there twice. */
export async function recordsOf(world: World, { id }: { id: string }) {
  const count = async (text: string) => Number((await world.database.query(text, [id])).rows[0].count);
  return {
    services: await count("select count(*) from service where order_id = $1"),
    succeeded: await count(
      "select count(*) from audit_log where action = 'service.provision.succeeded' and target = (select service_id from \"order\" where id = $1)",
    ),
    fulfilledMails: await count("select count(*) from outbox where type = 'order.fulfilled' and subject = $1"),
    refundedMails: await count("select count(*) from outbox where type = 'order.refunded' and subject = $1"),
  };
}
