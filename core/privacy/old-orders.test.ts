import { afterAll, beforeAll, expect, test } from "vitest";
import type { Id } from "../kernel/id.ts";
import { operation, operationStep } from "../kernel/long-operation/long-operation.sql.ts";
import { order } from "../orders/order.sql.ts";
import { type TestPlatform, testPlatform } from "../provisioning/test-platform.ts";
import * as Services from "../services/index.ts";
import { service } from "../services/service.sql.ts";
import { forgetOldOrders, keptSince } from "./old-orders.ts";

let platform: TestPlatform;
beforeAll(async () => {
  platform = await testPlatform();
  await platform.readyNode();
});
afterAll(() => platform.close());

const inPlatform = <T>(run: Parameters<typeof platform.world.db.transaction<T>>[1]) =>
  platform.world.db.transaction({ role: "platform" }, run);
const left = () =>
  inPlatform(async (tx) => ({
    orders: (await tx.select({ id: order.id }).from(order)).map(({ id }) => id),
    services: (await tx.select({ id: service.id }).from(service)).map(({ id }) => id),
    subjects: (await tx.select({ subject: operation.subject }).from(operation)).map(({ subject }) => subject),
    steps: await tx.$count(operationStep),
  }));
const forget = (now: Date) => inPlatform((tx) => forgetOldOrders(tx, now, 100));

test("the ten years begin when the calendar year ends", () => {
  expect(keptSince(new Date("2036-12-31T23:59:59Z"))).toEqual(new Date("2026-01-01T00:00:00Z"));
  expect(keptSince(new Date("2037-01-01T00:00:00Z"))).toEqual(new Date("2027-01-01T00:00:00Z"));
});

test("what is settled, gone and older than the law wants is deleted with what was done on it, and nothing else", async () => {
  const { owner } = await platform.customer();
  const ended = await platform.paidOrder(owner, "ended-site");
  const running = await platform.paidOrder(owner, "running-site");
  await platform.deliver();
  const serviceId = ended.serviceId as Id<"service">;
  await Services.terminate(owner, { serviceId });
  await platform.deliverFor(8 * 86_400);
  await Services.remove(platform.asSystem, { serviceId });
  await platform.deliver();
  const before = await left();
  expect(before.subjects).toContain(serviceId);

  expect(await forget(new Date("2036-12-31T23:00:00Z"))).toBe(0);
  expect(await left()).toEqual(before);
  expect(await forget(new Date("2037-01-01T01:00:00Z"))).toBe(1);
  const after = await left();
  expect(after.orders).toEqual([running.id]);
  expect(after.services).toEqual([running.serviceId]);
  expect(after.subjects).not.toContain(serviceId);
  expect(after.steps).toBeLessThan(before.steps);
  expect(await forget(new Date("2037-01-01T01:00:00Z"))).toBe(0);
});
