import { mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { request as httpRequest } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from "vitest";
import { startStripe } from "./stripe.ts";
import { type StripeUnderTest, secretKey, stripeUnderTest } from "./stripe-under-test.ts";

let under: StripeUnderTest;
beforeAll(async () => {
  under = await stripeUnderTest();
});
afterAll(() => under.close());
afterEach(() => vi.unstubAllEnvs());

const call = (path: string, init: RequestInit = {}) => fetch(new URL(path, under.local.url), init);
const authorized = (headers: Record<string, string> = {}) => ({
  headers: { authorization: `Bearer ${secretKey}`, ...headers },
});
const basic = (user: string) => ({ headers: { authorization: `Basic ${Buffer.from(user).toString("base64")}` } });

describe("the API lets in", () => {
  test.each([
    ["a bearer token", authorized()],
    ["basic authentication with an empty password", basic(`${secretKey}:`)],
    ["basic authentication without a colon", basic(secretKey)],
  ])("%s", async (_, init) => {
    const response = await call("/v1/customers", init);
    expect(response.status).toBe(200);
    expect(response.headers.get("request-id")).toMatch(/^req_\w{14}$/);
    expect(response.headers.get("stripe-version")).toBe("2026-10-28.endive");
  });

  test.each([
    ["no key", {}],
    ["another key", { headers: { authorization: "Bearer sk_test_somebodyelse" } }],
    ["a key that only begins like ours", { headers: { authorization: `Bearer ${secretKey}x` } }],
    ["another scheme", { headers: { authorization: `Token ${secretKey}` } }],
  ])("not %s", async (_, init) => {
    const response = await call("/v1/customers", init);
    expect(response.status).toBe(401);
    expect(await response.json()).toMatchObject({
      error: { type: "invalid_request_error", message: expect.stringMatching(/API key/i) },
    });
  });

  test("no whole key of a stranger into its answer", async () => {
    const response = await call("/v1/customers", { headers: { authorization: "Bearer sk_test_abcdefghijklmnop1234" } });
    expect(await response.text()).toMatch(/sk_test_\*{8}1234/);
  });
});

test("events are forgotten after 30 days", async () => {
  const { id } = await under.stripe.customers.create();
  await under.local.webhooks.settled();
  await under.local.clock.advance(29 * 86_400_000);
  await under.restart();
  expect(await under.stripe.events.list({ type: "customer.created" })).toMatchObject({
    data: [{ data: { object: { id } } }],
  });
  await under.local.clock.advance(2 * 86_400_000);
  await under.restart();
  expect((await under.stripe.events.list()).data).toEqual([]);
  expect(under.local.webhooks.deliveries()).toEqual([]);
  expect(await under.stripe.customers.retrieve(id)).toMatchObject({ id });
});

test("another version of the API is refused by name", async () => {
  const response = await call("/v1/customers", authorized({ "stripe-version": "2020-08-27" }));
  expect([response.status, await response.text()]).toEqual([
    400,
    expect.stringContaining("Invalid Stripe API version: 2020-08-27"),
  ]);
});

test("unknown addresses and methods are not found", async () => {
  for (const [path, method] of [
    ["/v1/nothing", "GET"],
    ["/v1/customers/cus_1/x", "GET"],
    ["/v1/%E0%A4%A", "GET"],
    ["/v1/customers", "PUT"],
    ["/v1/customers", "DELETE"],
  ] as const) {
    const response = await call(path, { method, ...authorized() });
    expect([response.status, await response.text()]).toEqual([
      404,
      expect.stringContaining(`Unrecognized request URL (${method}: ${path})`),
    ]);
  }
  expect((await call("/other")).status).toBe(404);
});

test("an id that cannot be read is no such object", async () => {
  const response = await call("/v1/customers/%E0%A4%A", authorized());
  expect([response.status, await response.text()]).toEqual([404, expect.stringContaining("No such customer")]);
});

test("stopping twice is stopping once", async () => {
  await Promise.all([under.local.stop(), under.local.stop()]);
  await under.restart();
});

test("a body of more than a megabyte is refused", async () => {
  const response = await call("/v1/customers", {
    method: "POST",
    body: `name=${"x".repeat(1024 * 1024)}`,
    ...authorized(),
  });
  expect(response.status).toBe(413);
});

test("a name that only resolves to this machine gets no answer", async () => {
  const status = await new Promise((resolve, reject) => {
    const options = {
      port: under.local.port,
      host: "127.0.0.1",
      path: "/_local/state",
      headers: { host: "evil.example" },
    };
    httpRequest(options, (response) => resolve(response.resume().statusCode))
      .on("error", reject)
      .end();
  });
  expect(status).toBe(421);
});

describe("the controls", () => {
  const send = (method: string, path: string, body?: unknown, headers: Record<string, string> = {}) =>
    call(path, {
      method,
      ...(body !== undefined && { body: JSON.stringify(body) }),
      headers: { "content-type": "application/json", ...headers },
    });

  test("move the clock", async () => {
    const before = under.local.clock.now().getTime();
    const { now } = await (await send("POST", "/_local/clock", { ms: 86_400_000 })).json();
    expect(new Date(now).getTime() - before).toBeGreaterThanOrEqual(86_400_000);
    const customer = await under.stripe.customers.create();
    expect(customer.created * 1000).toBeGreaterThanOrEqual(before + 86_399_000);
    await under.restart();
    expect(under.local.clock.now().getTime() - before).toBeGreaterThanOrEqual(86_400_000);
    expect((await send("POST", "/_local/clock", { ms: -1 })).status).toBe(400);
  });

  test("switch failures on and off", async () => {
    const { failures } = await (
      await send("POST", "/_local/failures", { kind: "error", path: "/v1/products", status: 500, times: 3 })
    ).json();
    expect(failures).toMatchObject([{ kind: "error", path: "/v1/products", status: 500, times: 3 }]);
    await expect(under.stripe.products.list()).rejects.toMatchObject({ statusCode: 500 });
    await send("DELETE", "/_local/failures");
    expect((await under.stripe.products.list()).data).toEqual([]);
    expect((await send("POST", "/_local/failures", { kind: "error", path: "/v1/products", status: 418 })).status).toBe(
      400,
    );
  });

  test("disturb webhooks and send them again", async () => {
    await send("POST", "/_local/webhooks/disturb", { kind: "lose", type: "product.created" });
    await under.stripe.products.create({ name: "Plus" });
    const rows: { eventId: string; eventType: string; state: string }[] = await (await call("/_local/webhooks")).json();
    const lost = rows.find(({ eventType }) => eventType === "product.created");
    expect(lost?.state).toBe("lost");
    await send("POST", "/_local/webhooks/redeliver", { eventId: lost?.eventId });
    await expect.poll(() => under.hooks.types()).toContain("product.created");
    expect((await send("POST", "/_local/webhooks/redeliver", { eventId: "evt_none" })).status).toBe(400);
  });

  test("cannot be worked from a foreign page", async () => {
    const foreign = await send("POST", "/_local/clock", { ms: 1 }, { origin: "http://evil.example" });
    expect(foreign.status).toBe(403);
    const form = await call("/_local/clock", {
      method: "POST",
      body: '{"ms":1}',
      headers: { "content-type": "text/plain" },
    });
    expect(form.status).toBe(415);
  });

  test("say what there is", async () => {
    const response = await call("/_local/nothing");
    expect([response.status, await response.text()]).toEqual([404, expect.stringContaining("POST /_local/clock")]);
  });
});

describe("starting is refused", () => {
  const dir = mkdtempSync(join(tmpdir(), "stripe-refused-"));
  afterAll(() => rmSync(dir, { recursive: true }));

  test.each(["sk_live_abcdefghijklmnop", "rk_live_abcdefgh", "pk_test_abc", "", "sk_test_"])(
    "with the key %j",
    async (key) => {
      await expect(startStripe({ dir, secretKey: key })).rejects.toThrow("takes test keys (sk_test_…) only");
    },
  );

  test("in production", async () => {
    vi.stubEnv("ROOKERY_STAGE", "production");
    await expect(startStripe({ dir, secretKey })).rejects.toThrow(
      "refuses to start because ROOKERY_STAGE is production",
    );
  });

  test("on a port that is taken, and nothing in the directory is touched", async () => {
    const journal = join(under.dir, "journal.jsonl");
    const before = statSync(journal);
    const second = startStripe({ dir: under.dir, secretKey, port: under.local.port });
    await expect(second).rejects.toThrow(`Port ${under.local.port} on 127.0.0.1 is in use.`);
    expect(statSync(journal)).toMatchObject({ ino: before.ino, size: before.size });
  });

  test("with a damaged journal, and the port is free again", async () => {
    writeFileSync(join(dir, "journal.jsonl"), "nonsense\n");
    const { port } = under.local;
    await under.local.stop();
    await expect(startStripe({ dir, secretKey, port })).rejects.toThrow("written by another version");
    under.local = await startStripe({ dir: under.dir, secretKey, port });
  });
});
