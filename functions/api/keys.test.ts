import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { eq } from "drizzle-orm";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { apiKey } from "#core/api-keys/api-key.sql.ts";
import { type Actor, permits } from "#core/kernel/actor.ts";
import { newId } from "#core/kernel/id.ts";
import { auditLog } from "#core/kernel/kernel.sql.ts";
import { type KeyScope, scopes } from "#core/kernel/permissions.state.ts";
import { takeToken } from "#core/kernel/rate-limit.ts";
import { scopeOf } from "./open-api.ts";
import type { Route } from "./route.ts";
import { routes } from "./routes/index.ts";
import { type TestApi, testApi } from "./test-api.ts";
import { addKey } from "./test-keys.ts";
import { addressed, requests, type Samples, samples } from "./test-requests.ts";

let api: TestApi;
let sample: Samples;
let lines: string[];
beforeAll(async () => {
  api = await testApi();
  sample = await samples(api);
});
afterAll(() => api.close());
beforeEach(() => {
  lines = [];
  for (const method of ["log", "error"] as const) {
    vi.spyOn(console, method).mockImplementation((line: string) => void lines.push(line));
  }
});
afterEach(() => vi.restoreAllMocks());

const asPlatform = { role: "platform" } as const;
const newKey = (held: readonly KeyScope[], name?: string) =>
  api.world.db.transaction(asPlatform, async (tx) => {
    const [some] = await tx.select().from(apiKey).where(eq(apiKey.accountId, api.accountId)).limit(1);
    if (!some) throw new Error("there is no key");
    const home = { accountId: api.accountId, createdBy: some.createdBy, createdAt: api.world.clock.now };
    return addKey(tx, home, { scopes: held, ...(name !== undefined && { name }) });
  });
/** As a program would: no cookie, no origin. */
const by = (token: string, method: string, path: string, body?: unknown, headers: Record<string, string> = {}) =>
  api.rehearse("anonymous", method, path, body, { origin: "", authorization: `Bearer ${token}`, ...headers });
const problemOf = async (response: Response) => [response.status, ((await response.json()) as { code: string }).code];
const all = () => Object.entries(routes) as unknown as [keyof typeof routes, Route][];

const isOpen = ({ operation: { allow }, door }: Route): boolean => allow.anyone === true && door === undefined;
const expectedOf = (held: readonly KeyScope[]): string[] =>
  all().flatMap(([key, route]) => {
    const scope = scopeOf(route);
    return isOpen(route) || (scope !== undefined && held.includes(scope)) ? [key] : [];
  });

test("a key reaches the routes of its scopes and no other: each half of them leads where the other does not", async () => {
  const every = requests(api, sample);
  for (const half of [0, 1]) {
    const held = scopes.filter((_, at) => at % 2 === half);
    const token = await newKey(held);
    const reached: string[] = [];
    for (const [key] of all()) {
      const { params, body } = every[key];
      const { method, path } = addressed(key, params);
      const { status } = await by(token, method, path, body);
      // 409: let in, and then told that no record proves the name.
      expect([200, 201, 202, 204, 403, 409], key).toContain(status);
      if (status !== 403) reached.push(key);
    }
    expect(reached).toEqual(expectedOf(held));
    // What all keys of an account may change within a minute.
    api.world.clock.advance(120);
  }
}, 120_000);

test("with any set of scopes a key may do what these say, and nothing that a larger set would not let it do", () => {
  const keyWith = (held: readonly KeyScope[]): Actor => ({
    ...{ type: "key", keyId: newId("apiKey"), accountId: api.accountId, scopes: held },
  });
  // Some five thousand: by an odd step, so that each scope is within half of them.
  const step = 2 * Math.floor(2 ** scopes.length / 10_000) + 1;
  for (let set = 0; set < 2 ** scopes.length; set += step) {
    const held = scopes.filter((_, at) => (set >> at) & 1);
    const reached = all().filter(
      ([, route]) => route.door === undefined && permits(keyWith(held), route.operation.allow),
    );
    expect(reached.map(([key]) => key)).toEqual(expectedOf(held));
  }
});

describe("a request with a key", () => {
  test("needs no origin and no cookie, and is refused when it brings a session's cookie as well", async () => {
    const token = await newKey(["order:place"]);
    const order = { planId: api.plan.id, siteName: "by-key" };
    expect((await by(token, "POST", "/orders", order)).status).toBe(201);
    expect((await by(token, "POST", "/orders", order, { origin: "https://elsewhere.example" })).status).toBe(201);
    const both = await api.rehearse("owner", "GET", "/orders", undefined, { authorization: `Bearer ${token}` });
    expect(await problemOf(both)).toEqual([400, "auth.session_and_key"]);
    const bad = await api.rehearse("owner", "GET", "/orders", undefined, { authorization: "Bearer none" });
    expect(await problemOf(bad)).toEqual([400, "auth.session_and_key"]);
  });

  test("without one that can be read is refused, also where everybody may ask, and never taken for nobody", async () => {
    for (const authorization of [
      "Bearer",
      "Bearer x",
      "Basic b3duZXI6cGFzc3dvcmQ=",
      "rky_live_x",
      `Bearer ${"x".repeat(9000)}`,
    ]) {
      const response = await api.rehearse("anonymous", "GET", "/plans", undefined, { authorization });
      expect(await problemOf(response), authorization.slice(0, 20)).toEqual([401, "key.malformed"]);
    }
    // The header is no way around the check of the origin.
    const response = await api.rehearse("anonymous", "POST", "/session", {}, { origin: "", authorization: "Bearer x" });
    expect(await problemOf(response)).toEqual([401, "key.malformed"]);
  });

  test("is limited by key, says when to come back, and leaves other keys alone", async () => {
    const [busy, quiet] = [await newKey(["service:read"], "busy"), await newKey(["service:read"])];
    const ask = (token: string) =>
      api.call("anonymous", "GET", "/settings", undefined, { origin: "", authorization: `Bearer ${token}` });
    expect((await ask(busy)).status).toBe(200);
    await api.world.db.transaction(asPlatform, async (tx) => {
      const [{ id } = { id: "" }] = await tx.select().from(apiKey).where(eq(apiKey.name, "busy"));
      await takeToken(tx, { name: "key", tokens: 600, perSeconds: 60 }, id, api.world.clock.now, 599);
    });
    const refused = await ask(busy);
    expect(Number(refused.headers.get("retry-after"))).toBeGreaterThan(0);
    expect(await problemOf(refused)).toEqual([429, "rate.limited"]);
    expect((await ask(quiet)).status).toBe(200);
  });

  test("leaves the key in no log, no audit row and no answer, but its name in what it did", async () => {
    const token = await newKey([...scopes], "CI");
    const { active } = sample.services;
    const headers = { origin: "", authorization: `Bearer ${token}` };
    const done = await api.call("anonymous", "POST", `/services/${active}/stop`, {}, headers);
    expect(done.status).toBe(202);
    const refused = await by(`${token.slice(0, -1)}!`, "GET", "/services");
    const secret = token.slice(-49, -1);
    const rows = await api.world.db.transaction(asPlatform, (tx) => tx.select().from(auditLog));
    for (const text of [JSON.stringify(lines), JSON.stringify(rows), await done.text(), await refused.text()]) {
      expect(text).not.toContain(secret);
    }
    const activity = await (await api.call("owner", "GET", "/activity?actor=key")).text();
    expect(activity).toContain("The API key “CI”");
  });
});

test("making a key is answered with it once: repeating the request makes another", async () => {
  const body = { name: "Twice", scopes: ["service:read"], expiresInDays: 30 };
  const make = async () => {
    const response = await api.call("owner", "POST", "/keys", body, { "idempotency-key": "make-twice" });
    return ((await response.json()) as { token: string }).token;
  };
  expect(await make()).not.toBe(await make());
  const listed = await (await api.call("owner", "GET", "/keys")).text();
  expect(listed).toContain("Twice");
  expect(listed).not.toContain("tokenHash");
});

test("the description says of each route which scope it needs, and the guide knows every scope", async () => {
  const { paths } = (await (await api.call("anonymous", "GET", "/openapi.json")).json()) as {
    paths: Record<string, Record<string, { "x-scope"?: string; description: string; security?: object[] }>>;
  };
  for (const [key, route] of all()) {
    const [method = "", path = ""] = key.split(" ");
    const found = paths[`/api${path}`]?.[method.toLowerCase()];
    const scope = scopeOf(route);
    expect(found?.["x-scope"], key).toBe(scope);
    if (scope === undefined) continue;
    expect(found?.description, key).toContain(scope);
    expect(found?.security, key).toContainEqual({ apiKey: [scope] });
  }
  const guide = await readFile(join(import.meta.dirname, "../../docs/api.md"), "utf8");
  const inGuide = [...guide.matchAll(/^\| `([a-z]+:[a-z]+)` \|/gm)].map(([, scope]) => scope);
  expect(inGuide.toSorted()).toEqual([...scopes].toSorted());
});
