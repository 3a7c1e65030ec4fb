import { expect } from "vitest";
import { eventually } from "./eventually.ts";
import {
  answers,
  type Customer,
  fulfilled,
  holdings,
  inState,
  moneyOf,
  type Order,
  recordsOf,
  type Service,
} from "./shop.ts";
import type { World } from "./world.ts";

/** The site answers, it was set up once, and the money stays. */
export async function expectLiveOnce(
  world: World,
  customer: Customer,
  order: Order,
  seconds?: number,
): Promise<Service> {
  const service = await fulfilled(customer, order, seconds);
  expect(await answers(service)).toBe(200);
  expect(await recordsOf(world, order)).toEqual({ services: 1, succeeded: 1, fulfilledMails: 1, refundedMails: 0 });
  expect(await moneyOf(world, order)).toEqual({ paid: true, refunds: [] });
  await expectRunning(world, customer, service, 1);
  return service;
}

/** One release of an account's only site runs on its node, visitors are led to it, and nothing else of the account is there. */
export async function expectServing(
  world: World,
  customer: Customer,
  service: Service,
  release: number,
): Promise<void> {
  await expectRunning(world, customer, service, release);
  const held = await holdings(world, customer);
  expect(held.filter((line) => line.startsWith(`${customer.user} port `))).toHaveLength(1);
}

async function expectRunning(world: World, customer: Customer, service: Service, release: number): Promise<void> {
  expect(await answers(service)).toBe(200);
  const { items } = await customer.browser.get<{ items: { number: number; state: string }[] }>(
    `/services/${service.id}/releases`,
  );
  expect(items.filter(({ state }) => state === "live").map(({ number }) => number)).toEqual([release]);
  const home = `s-${service.id.slice("svc_".length).toLowerCase()}`;
  const held = await holdings(world, customer);
  const ofThis = held.filter((line) => line.includes(home));
  expect(ofThis).toEqual([
    `${customer.user} container ${home}-${release}-web-1`,
    `${customer.user} stack ${home}`,
    `${customer.user} stack ${home}-${release}`,
    `${home} route`,
    `${home} site in the ingress`,
  ]);
  expect(held.filter((line) => line === `${customer.user} user`)).toHaveLength(1);
}

/** The money is back, once, and the node holds nothing of the account. */
export async function expectRefundedOnce(
  world: World,
  customer: Customer,
  order: Order,
  seconds?: number,
): Promise<Order> {
  const refunded = await inState(customer, order, "refunded", seconds);
  expect(await moneyOf(world, order)).toEqual({ paid: true, refunds: ["succeeded"] });
  expect(await recordsOf(world, order)).toMatchObject({
    services: 1,
    succeeded: 0,
    fulfilledMails: 0,
    refundedMails: 1,
  });
  expect(
    await eventually("nothing is left on the node", async () => (await holdings(world, customer)).length === 0),
  ).toBe(true);
  return refunded;
}
