import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { outbox } from "#core/kernel/kernel.sql.ts";
import { callers, type TestApi, testApi } from "./test-api.ts";
import { describedOperations } from "./test-document.ts";
import { addressed, requests, type Samples, samples } from "./test-requests.ts";

let api: TestApi;
let sample: Samples;
beforeAll(async () => {
  api = await testApi();
  sample = await samples(api);
});
afterAll(() => api.close());

const operations = describedOperations();
const changing = operations.filter(({ method }) => method !== "GET");
const requestOf = (key: string) => {
  const { params, body } = requests(api, sample)[key as keyof ReturnType<typeof requests>];
  return { ...addressed(key as never, params), body };
};

describe("a request of another site", () => {
  test("changes nothing on any route, wherever it claims to come from", async () => {
    for (const { key } of changing) {
      const { method, path, body } = requestOf(key);
      for (const origin of ["null", "https://portal.example.evil.example"]) {
        const response = await api.rehearse("owner", method, path, body, { origin, "sec-fetch-site": "same-origin" });
        expect([key, origin, response.status]).toEqual([key, origin, 403]);
        expect(await response.json()).toMatchObject({ code: "auth.wrong_origin" });
      }
    }
  });
});

describe("who may do something does not depend on", () => {
  const disguise = {
    ...{ "x-http-method-override": "GET", "x-http-method": "DELETE", "x-method-override": "DELETE" },
    ...{ "x-original-url": "/api/plans", "x-rewrite-url": "/api/plans" },
    ...{ "x-forwarded-host": "evil.example", host: "evil.example", "x-forwarded-proto": "http" },
    ...{ "x-forwarded-user": "admin", "x-real-ip": "127.0.0.1", "x-account-id": "acc_x", "x-role": "administrator" },
  };
  test("headers that others believe", async () => {
    for (const { key } of operations) {
      const { method, path, body } = requestOf(key);
      const sent = method === "GET" ? undefined : body;
      for (const caller of ["anonymous", "reader"] as const) {
        const { status } = await api.rehearse(caller, method, path, sent);
        const disguised = await api.rehearse(caller, method, path, sent, disguise);
        expect([key, caller, disguised.status]).toEqual([key, caller, status]);
      }
    }
  }, 600_000);

  test("how the path is written: another spelling is no route, or the same one", async () => {
    const spellings = [
      (path: string) => `/${path}`,
      (path: string) => `${path}/`,
      (path: string) => `${path}//`,
      (path: string) => path.toUpperCase(),
      (path: string) => `/plans/..${path}`,
      (path: string) => `/plans/%2e%2e${path}`,
      (path: string) => `/plans/%2E%2E/..${path}`,
      (path: string) => path.replace("/", "/./"),
      (path: string) => path.replace(/^\//, "/%2f"),
      (path: string) => `${path}%00`,
      (path: string) => `${path};/plans`,
      (path: string) => `${path}%3f`,
      (path: string) => `${path}.json`,
    ];
    for (const { key } of operations) {
      const { method, path, body } = requestOf(key);
      const sent = method === "GET" ? undefined : body;
      const plain = await api.rehearse("anonymous", method, path, sent);
      if (plain.ok) continue;
      for (const spelt of spellings) {
        const response = await api.rehearse("anonymous", method, spelt(path), sent);
        expect([key, spelt(path), response.ok]).toEqual([key, spelt(path), false]);
      }
    }
  });

  test("a parameter that comes twice", async () => {
    const [first, second] = [api.accountId, "acc_01JD0000000000000000000001"];
    for (const query of [`accountId=${first}&accountId=${second}`, `accountId=${second}&accountId=${first}`]) {
      const response = await api.rehearse("stranger", "GET", `/orders?${query}`);
      if (response.ok) expect(await response.json()).toEqual({ items: [], nextCursor: null });
      else expect(response.status).toBe(400);
    }
    const body = `{"planId":"${api.plan.id}","siteName":"twice-named","siteName":"twice-renamed"}`;
    const placed = await api.rehearse("owner", "POST", "/orders", body);
    expect(await placed.json()).toMatchObject({ siteName: "twice-renamed", accountId: api.accountId });
  });

  test("the type that a body claims: what is not JSON is not read", async () => {
    const types = [
      "text/plain",
      "text/json",
      "application/x-www-form-urlencoded",
      "multipart/form-data; boundary=x",
      "",
    ];
    const { path, body } = requestOf("POST /orders");
    for (const type of types) {
      const response = await api.rehearse("owner", "POST", path, body, { "content-type": type });
      expect([type, response.status]).toEqual([type, 400]);
    }
  });
});

describe("a host that the caller claims", () => {
  test("is in no answer, no redirect, and nothing that is kept for a mail", async () => {
    const headers = { host: "evil.example", "x-forwarded-host": "evil.example", forwarded: "host=evil.example" };
    for (const { key } of operations) {
      const { method, path, body } = requestOf(key);
      for (const caller of [callers[0], "owner"] as const) {
        const response = await api.rehearse(caller, method, path, method === "GET" ? undefined : body, headers);
        expect([key, response.status >= 300 && response.status < 400]).toEqual([key, false]);
        expect([key, response.headers.get("location")]).toEqual([key, null]);
        expect(await response.text()).not.toContain("evil.example");
      }
    }
    await api.call("anonymous", "POST", "/password-resets", { email: "nobody@example.com" }, headers);
    const events = await api.world.db.transaction({ role: "platform" }, (tx) => tx.select().from(outbox));
    expect(events.length).toBeGreaterThan(0);
    expect(JSON.stringify(events)).not.toContain("evil.example");
  });
});
