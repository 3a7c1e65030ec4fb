import Stripe from "stripe";
import { afterAll, beforeAll, expect, test } from "vitest";
import { Secret } from "#core/kernel/secret.ts";
import { type TestWorld, testWorld } from "#core/kernel/test-context.ts";
import { buildWebhooks } from "./app.ts";

const secret = "whsec_of_this_test";
let world: TestWorld;
let events = 0;

beforeAll(async () => {
  world = await testWorld();
});
afterAll(() => world.close());

const newEvent = () => {
  events += 1;
  return JSON.stringify({
    id: `evt_${events}`,
    object: "event",
    type: "checkout.session.completed",
    data: { object: {} },
  });
};
const sign = (payload: string, { key = secret, at = Date.now() } = {}) =>
  Stripe.webhooks.generateTestHeaderString({ payload, secret: key, timestamp: Math.floor(at / 1000) });
const deliver = (body: string, signature?: string) =>
  buildWebhooks({ as: (actor) => world.as(actor), config: { STRIPE_WEBHOOK_SECRET: new Secret(secret) } }).request(
    "/api/webhooks/stripe",
    { method: "POST", body, ...(signature !== undefined && { headers: { "stripe-signature": signature } }) },
  );
const announced = () => world.announced.map(({ subject }) => subject);

test("a webhook that Stripe signed is noted and handed on by its id alone", async () => {
  const event = newEvent();
  expect((await deliver(event, sign(event))).status).toBe(200);
  expect(world.announced.at(-1)).toMatchObject({ type: "payment_event.received", subject: JSON.parse(event).id });
});

test("a webhook that Stripe did not sign is refused and leaves nothing", async () => {
  const before = announced();
  const event = newEvent();
  const forged = [
    undefined,
    "",
    "t=1,v1=00",
    sign(event, { key: "whsec_of_another" }),
    sign(newEvent()),
    sign(event, { at: Date.now() - 3_600_000 }),
    sign(event).replace("v1=", "v0="),
  ];
  for (const signature of forged) {
    const response = await deliver(event, signature);
    expect([signature, response.status]).toEqual([signature, 400]);
    expect(await response.json()).toMatchObject({ code: "webhook.bad_signature" });
  }
  expect(announced()).toEqual(before);
});

test("a body changed on its way is refused, by as little as a space", async () => {
  const event = newEvent();
  expect((await deliver(`${event} `, sign(event))).status).toBe(400);
});

test("a webhook that comes twice is accepted twice and handed on once", async () => {
  const event = newEvent();
  for (let count = 0; count < 3; count++) expect((await deliver(event, sign(event))).status).toBe(200);
  const { id } = JSON.parse(event) as { id: string };
  expect(announced().filter((subject) => subject === id)).toHaveLength(1);
});
