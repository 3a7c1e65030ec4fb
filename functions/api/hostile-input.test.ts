import { Client } from "pg";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import type { z } from "zod";
import { registrationLink } from "#core/identity/test-people.ts";
import { newId } from "#core/kernel/id.ts";
import { anonymous } from "#core/kernel/test-context.ts";
import { routes } from "./routes/index.ts";
import { type Caller, type TestApi, testApi } from "./test-api.ts";

let api: TestApi;
let lines: string[];
beforeAll(async () => {
  api = await testApi();
});
afterAll(() => api.close());
beforeEach(() => {
  lines = [];
  for (const method of ["log", "error"] as const) {
    vi.spyOn(console, method).mockImplementation((line: string) => void lines.push(line));
  }
});
afterEach(() => vi.restoreAllMocks());

const hostile: unknown[] = [
  "",
  " ",
  "\0",
  "a\0b",
  "\u{d800}",
  "\u{202e}\u{feff}\u{0007}\u{1f468}\u{200d}\u{1f469}",
  "ß".repeat(2_000),
  "x".repeat(100_000),
  '\'; drop table "order"; --',
  "' or '1'='1",
  "%' or 1=1 --",
  "\\",
  "$(reboot)`id`;|&",
  "-oProxyCommand=id",
  "../../../../etc/passwd",
  "<script>alert(1)</script>",
  "{{7*7}}",
  "__proto__",
  "constructor",
  0,
  -1,
  1.5,
  1e308,
  Number.MAX_SAFE_INTEGER,
  true,
  null,
  [],
  ["a"],
  {},
  { toString: 1, valueOf: 1 },
  { $ne: null },
  { length: 1e9 },
];

const internals =
  /drizzle|\bpostgres\b|Failed query|select |insert |\/core\/|\/functions\/|node_modules|\.ts\b|at async/i;

/** Anything but a fault of ours, in the form that every refusal has. */
async function expectOrderly(response: Response, about: string): Promise<void> {
  const text = await response.text();
  expect(`${response.status} ${about} ${response.status >= 500 ? lines.join("\n").slice(0, 600) : ""}`).toMatch(
    /^[234]/,
  );
  if (response.status < 400) return;
  const problem = JSON.parse(text) as Record<string, unknown>;
  expect(problem, about).toMatchObject({ code: expect.any(String), message: expect.any(String) });
  expect(problem.requestId, about).toEqual(expect.any(String));
  expect(text, about).not.toMatch(internals);
}

/** What is refused before any schema, because it is no text that can be stored. */
const unstorable = (value: unknown) => typeof value === "string" && (value.includes("\0") || !value.isWellFormed());
/** What a router may read otherwise than as a part of a path. */
const ofPaths = (value: unknown) => unstorable(value) || (typeof value === "string" && /[/\\%]/.test(value));
const kindOf = (value: unknown) => (Array.isArray(value) ? "array" : value === null ? "null" : typeof value);

/**
 * Every value meets the schema of its field, and nothing else tells them apart. What that takes goes all the way; of what
 * it refuses, which is answered alike, the first of each kind does, and the first that is long.
 */
function worthSending<Value>(schema: z.ZodType, values: readonly Value[], special = unstorable): Value[] {
  const refused = new Set<string>();
  return values.filter((value) => {
    if (schema.safeParse(value).success || special(value)) return true;
    const kind = typeof value === "string" && value.length > 1_000 ? "long" : kindOf(value);
    const isFirst = !refused.has(kind);
    refused.add(kind);
    return isFirst;
  });
}

/** As somebody who gets past the first door. */
const callerFor = (key: string): Caller => (key.includes("/dashboard/") ? "staff administrator" : "owner");

const someId = {
  orderId: "order",
  serviceId: "service",
  operationId: "operation",
  nodeId: "node",
  accountId: "account",
  sessionId: "session",
  membershipId: "membership",
  invitationId: "invitation",
  transferId: "ownershipTransfer",
  factorId: "factor",
  personId: "person",
  noteId: "customerNote",
  planId: "plan",
  productId: "product",
  domainId: "ssoDomain",
} as const;
const someName = { queue: "payments", siteName: "brand-new" } as const;
type InPath = keyof typeof someId | keyof typeof someName;
/** What stands in a path: an id of its kind, or a name. */
const some = (name: InPath) =>
  name in someName ? someName[name as keyof typeof someName] : newId(someId[name as keyof typeof someId]);

const encodedText = (text: string) => (text.isWellFormed() ? encodeURIComponent(text) : "%ED%A0%80");

function schemaOf(shape: Record<string, z.ZodType>, field: string): z.ZodType {
  const schema = shape[field];
  if (schema === undefined) throw new Error(`no schema of ${field}`);
  return schema;
}

/** What a body is otherwise, so that the hostile field gets as far as it can. */
const valid = (): Record<string, object> => ({
  "POST /registrations": { email: "kim@example.com" },
  "POST /registrations/completion": {
    ...{ token: "x".repeat(43), name: "Kim", password: "seventeen grey herons", accountName: "x" },
  },
  "POST /session": { email: "kim@example.com", password: "short" },
  "POST /profile": { name: "Kim" },
  "POST /email-change": { newEmail: "new@example.com", currentPassword: "not this one" },
  "POST /email-change/confirmation": { token: "x".repeat(43) },
  "POST /email-change/refusal": { token: "x".repeat(43) },
  "POST /email-verifications/completion": { token: "x".repeat(43) },
  "POST /password-resets": { email: "kim@example.com" },
  "POST /password-resets/preview": { token: "x".repeat(43) },
  "POST /password-resets/completion": { token: "x".repeat(43), password: "seventeen grey herons" },
  "POST /password": { currentPassword: "not this one", newPassword: "seventeen grey herons" },
  "POST /session/second-factor": { code: "123456" },
  "POST /session/passkey": { passkey: usedPasskey },
  "POST /session/confirmation": { password: "not this one" },
  "POST /factors/totp": { name: "Phone" },
  "POST /factors/{factorId}/confirmation": { code: "123456" },
  "POST /factors/passkeys": { name: "Laptop", passkey: newPasskey },
  "POST /factors/{factorId}/name": { name: "Phone" },
  "POST /factor-recoveries/confirmation": { token: "x".repeat(43) },
  "POST /staff-invitations/completion": { token: "x".repeat(43), password: "seventeen grey herons" },
  "POST /dashboard/staff": { name: "New", email: "new@example.com", role: "support" },
  "POST /dashboard/staff/{personId}/role": { role: "support" },
  "POST /dashboard/customers/{accountId}/act": { reason: "The site does not answer", minutes: 15 },
  "POST /support-access": { access: "granted", hours: 4 },
  "POST /dashboard/customers/{accountId}/notes": { text: "Prefers the phone" },
  "POST /dashboard/staff/{personId}/reset-factors": { reason: "Lost" },
  "POST /sso": { issuer: "https://login.example", clientId: "c", claim: "", roles: [], trustsFactors: false },
  "POST /sso/callback": { door: "staff", answered: {} },
  "POST /sso/switch": { enabled: false, enforced: false },
  "POST /orders": { planId: api.plan.id, siteName: "shop-next-door" },
  "POST /dashboard/queues/{queue}/send-back": { reason: "Fixed" },
  "POST /dashboard/queues/{queue}/discard": { reason: "Of no use" },
  "POST /dashboard/nodes": { name: "rack-1", region: "Here", host: "192.0.2.1", hostKey },
});
const credential = { id: "AAAA", rawId: "AAAA", type: "public-key" };
const newPasskey = { ...credential, response: { clientDataJSON: "e30", attestationObject: "AAAA" } };
const usedPasskey = { ...credential, response: { clientDataJSON: "e30", authenticatorData: "AA", signature: "AA" } };
const hostKey = `ssh-ed25519 AAAAC3NzaC1lZDI1NTE5${"A".repeat(48)}`;

describe("hostile input is answered, never with a fault of ours", () => {
  for (const [key, { operation }] of Object.entries(routes)) {
    test(key, async () => {
      const [method = "", path = ""] = key.split(" ");
      const names = [...path.matchAll(/\{(\w+)\}/g)].map((match) => match[1] as InPath);
      const to = (values: Record<string, string> = {}) =>
        path.replaceAll(/\{(\w+)\}/g, (_, name: InPath) => values[name] ?? some(name));
      const caller = callerFor(key);

      const shape = operation.input.shape as Record<string, z.ZodType>;
      const texts = hostile.filter((value): value is string => typeof value === "string" && value.length < 3_000);

      for (const name of names) {
        for (const value of worthSending(schemaOf(shape, name), texts, ofPaths)) {
          const encoded = encodedText(value);
          const response = await api.rehearse(caller, method, to({ [name]: encoded || "%20" }));
          await expectOrderly(response, `${name}=${encoded.slice(0, 60)}`);
        }
      }
      for (const field of Object.keys(shape).filter((name) => !names.includes(name as InPath))) {
        const schema = schemaOf(shape, field);
        if (method === "GET") {
          const plain = hostile.filter((value) => typeof value !== "object").map(String);
          const asTexts = plain.filter(({ length }) => length < 6_000);
          for (const text of worthSending(schema, asTexts)) {
            const response = await api.rehearse(caller, method, `${to()}?${field}=${encodedText(text)}`);
            await expectOrderly(response, `${field}=${text.slice(0, 60)}`);
          }
          continue;
        }
        for (const value of worthSending(schema, hostile)) {
          const response = await api.rehearse(caller, method, to(), { ...valid()[key], [field]: value });
          await expectOrderly(response, `${field}=${JSON.stringify(value).slice(0, 60)}`);
        }
      }
    });
  }

  test("bodies that are no JSON object, or no body at all", async () => {
    const deep = `${"[".repeat(50_000)}${"]".repeat(50_000)}`;
    const nested = `{"planId":${'{"a":'.repeat(20_000)}1${"}".repeat(20_000)}}`;
    const bodies = [
      "{",
      "null",
      "1",
      '"text"',
      "[]",
      "{}x",
      "\u{feff}{}",
      "{'a':1}",
      "\0",
      `{"a":${deep}}`,
      nested,
      "",
    ];
    for (const body of bodies) {
      const response = await api.rehearse("owner", "POST", "/orders", body);
      expect([body.slice(0, 20), response.status]).toEqual([body.slice(0, 20), 400]);
      await expectOrderly(response, body.slice(0, 20));
    }
  });

  test("keys of a prototype reach no object of ours, and unknown fields change nothing", async () => {
    const body = `{"__proto__":{"planId":"${api.plan.id}"},"constructor":{"prototype":{"siteName":"x"}},"role":"owner"}`;
    const response = await api.rehearse("owner", "POST", "/orders", body);
    expect(response.status).toBe(400);
    expect(({} as Record<string, unknown>).planId).toBeUndefined();

    const forged = {
      planId: api.plan.id,
      siteName: "mine-alone",
      accountId: newId("account"),
      state: "paid",
      price: { minor: 0 },
    };
    const placed = await api.rehearse("owner", "POST", "/orders", forged);
    expect(await placed.json()).toMatchObject({ accountId: api.accountId, state: "pending", price: api.plan.price });
  });

  test("headers and cookies", async () => {
    const headers = [
      "x-amzn-trace-id",
      "cookie",
      "x-forwarded-for",
      "cloudfront-viewer-address",
      "idempotency-key",
      "content-type",
    ];
    for (const name of headers) {
      for (const value of ["x".repeat(8_000), "'; drop table session; --", "%00", "=;=;=", ",,,", ":", "é"]) {
        const send = { [name]: value };
        await expectOrderly(await api.rehearse("owner", "POST", "/orders", {}, send), `${name}: ${value.slice(0, 30)}`);
        const response = await api.rehearse("anonymous", "POST", "/session", { email: "nobody" }, send);
        await expectOrderly(response, `${name}: ${value.slice(0, 30)}`);
        const requestId = response.headers.get("x-request-id") ?? "";
        expect(requestId.length).toBeLessThanOrEqual(200);
        expect(requestId).toMatch(/^[\w=;:-]+$/);
      }
    }
  });

  test("paths that lead nowhere", async () => {
    for (const path of [
      "/",
      "//",
      "/nowhere",
      "/orders/",
      "/%2e%2e/session",
      "/orders/%E0%A4%A",
      "/orders/a/b/c",
      "/ORDERS",
    ]) {
      for (const method of ["GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]) {
        await expectOrderly(await api.rehearse("owner", method, path), `${method} ${path}`);
      }
    }
  });
});

describe("bad input is explained at its field", () => {
  test("with the path of the field and words for a person", async () => {
    const response = await api.rehearse("owner", "POST", "/orders", { planId: "x", siteName: "a" });
    expect(response.status).toBe(400);
    const problem = (await response.json()) as { fields: { path: string; message: string }[] };
    expect(problem).toMatchObject({ code: "input.invalid" });
    expect(problem.fields.map(({ path }) => path).sort()).toEqual(["planId", "siteName"]);
    expect(problem.fields).toContainEqual({ path: "siteName", message: "At least 3 characters." });
  });

  test("also where a character cannot be stored", async () => {
    const body = { token: "x", name: "a\0b", password: "seventeen grey herons", accountName: "x" };
    const response = await api.rehearse("anonymous", "POST", "/registrations/completion", body);
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ fields: [{ path: "name" }] });
  });
});

describe("a fault of ours", () => {
  test("shows nothing of itself but a request id, under which the log has it", async () => {
    const broken = { ...api.world.db, transaction: () => Promise.reject(new Error("password authentication failed")) };
    const { buildApi } = await import("./app.ts");
    const app = buildApi({
      db: broken,
      now: () => api.world.clock.now,
      as: (actor, requestId) => ({ ...api.world.as(actor), db: broken, requestId }),
      config: { PUBLIC_URL: "https://portal.example" },
    });
    const response = await app.request("/api/plans");
    expect(response.status).toBe(500);
    const problem = (await response.json()) as { requestId: string };
    expect(problem).toEqual({
      code: "internal",
      message: "Something went wrong on our side. Nothing was lost.",
      requestId: expect.any(String),
    });
    expect(lines.map((line) => JSON.parse(line) as object)).toEqual([
      expect.objectContaining({
        level: "ERROR",
        requestId: problem.requestId,
        reason: "password authentication failed",
      }),
      expect.objectContaining({ message: "request", requestId: problem.requestId, path: "/api/plans", status: 500 }),
    ]);
  });
});

describe("no secret", () => {
  test("is in any answer or log line: no password, token or hash, not even when the database refuses", async () => {
    const password = "seventeen grey herons";
    const email = "secret@example.com";
    const answers: string[] = [];
    const call = async (...args: Parameters<TestApi["call"]>) => {
      const response = await api.call(...args);
      answers.push(await response.text());
      return response;
    };
    expect((await call("anonymous", "POST", "/registrations", { email })).status).toBe(202);
    const link = await registrationLink(api.world.as(anonymous), email);
    const body = { token: link, name: "Kim", password, accountName: "Studio" };
    // Refused by the database: the cause of that is logged, with the statement that failed.
    const owner = new Client({ connectionString: api.world.ownerUrl });
    await owner.connect();
    await owner.query("alter table person add constraint nobody_more check (false) not valid");
    expect((await call("anonymous", "POST", "/registrations/completion", body)).status).toBe(500);
    await owner.query("alter table person drop constraint nobody_more");
    await owner.end();
    const registered = await call("anonymous", "POST", "/registrations/completion", body);
    expect(registered.status).toBe(201);
    const token = /=([\w-]{43});/.exec(registered.headers.get("set-cookie") ?? "")?.[1] ?? "";
    expect(token).toHaveLength(43);
    await call("anonymous", "POST", "/session", { email, password });
    await call("anonymous", "POST", "/session", { email, password: `${password}!` });
    await call("anonymous", "GET", "/session", undefined, { cookie: `__Host-rookery=${token}` });
    await call("staff administrator", "GET", "/dashboard/customers");
    await call("staff administrator", "GET", "/dashboard/overview");

    expect(lines.join("\n")).toContain("insert into");
    for (const text of [...answers, ...lines]) {
      expect(text).not.toContain(password);
      expect(text).not.toContain(token);
      expect(text).not.toContain(link);
      expect(text).not.toMatch(/\$argon2|hash of |passwordHash|tokenHash/);
    }
    for (const line of lines) expect(line).not.toContain(email);
  });
});
