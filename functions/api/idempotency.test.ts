import { afterAll, beforeAll, expect, test } from "vitest";
import { idempotency } from "#core/kernel/idempotency.sql.ts";
import { type TestApi, testApi } from "./test-api.ts";

let api: TestApi;
beforeAll(async () => {
  api = await testApi();
});
afterAll(() => api.close());

let site = 0;
const body = () => {
  site += 1;
  return { planId: api.plan.id, siteName: `shop-${site}` };
};
const order = (caller: Parameters<TestApi["call"]>[0], key: string, sent: unknown) =>
  api.call(caller, "POST", "/orders", sent, { "idempotency-key": key });

test("a request that is repeated under its key is answered again and done once", async () => {
  const sent = body();
  const first = await order("owner", "key-1", sent);
  expect(first.status).toBe(201);
  const again = await order("owner", "key-1", sent);
  expect(again.status).toBe(201);
  expect(await again.json()).toEqual(await first.json());
});

test("of many at once under one key one is done; the others get its answer or are told to wait", async () => {
  const sent = body();
  const responses = await Promise.all(Array.from({ length: 8 }, () => order("owner", "key-2", sent)));
  const ids = new Set<unknown>();
  for (const response of responses) {
    const answer = (await response.json()) as { id?: string; code?: string };
    if (response.status === 201) ids.add(answer.id);
    else expect([response.status, answer.code]).toEqual([409, "idempotency.in_progress"]);
    if (response.status === 409) expect(response.headers.get("retry-after")).toBe("1");
  }
  expect(ids.size).toBe(1);
});

test("a key does not serve for another request", async () => {
  await order("owner", "key-3", body());
  const response = await order("owner", "key-3", body());
  expect(response.status).toBe(409);
  expect(await response.json()).toMatchObject({ code: "idempotency.mismatch" });
});

test("a request that failed may be tried again under its key", async () => {
  const taken = body();
  const holder = await order("stranger", "key-4", taken);
  expect(holder.status).toBe(201);
  expect((await order("owner", "key-4", taken)).status).toBe(409);
  const { id } = (await holder.json()) as { id: string };
  expect((await api.call("stranger", "POST", `/orders/${id}/cancel`, {})).status).toBe(200);
  expect((await order("owner", "key-4", taken)).status).toBe(201);
});

test("nobody is given an answer that they could not have got themselves", async () => {
  const sent = body();
  const { id } = (await (await order("owner", "key-5", sent)).json()) as { id: string };
  expect((await order("reader", "key-5", sent)).status).toBe(403);
  expect((await order("anonymous", "key-5", sent)).status).toBe(401);
  // A colleague who may order: a request of their own, and the name is taken by now.
  const colleague = await order("billing", "key-5", sent);
  expect(colleague.status).toBe(409);
  expect(JSON.stringify(await colleague.json())).not.toContain(id);
});

test("who may not do something leaves no trace among the keys", async () => {
  const count = () => api.world.db.transaction({ role: "platform" }, (tx) => tx.$count(idempotency));
  const before = await count();
  for (const caller of ["anonymous", "reader", "staff support"] as const) await order(caller, "key-6", body());
  expect(await count()).toBe(before);
});

test("a key is short, visible text", async () => {
  for (const key of ["x".repeat(256), "with space"]) {
    const response = await order("owner", key, body());
    expect([response.status, await response.json()]).toMatchObject([400, { code: "idempotency.key_invalid" }]);
  }
});
