import { like } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { idempotency } from "#core/kernel/idempotency.sql.ts";
import { changedIn, fingerprints } from "#core/kernel/test-rows.ts";
import { keepsAnswer, type Route } from "./route.ts";
import { routes } from "./routes/index.ts";
import { type Caller, callers, type TestApi, testApi } from "./test-api.ts";
import { describedOperations } from "./test-document.ts";
import { addressed, requests, type Samples, samples } from "./test-requests.ts";

let api: TestApi;
let sample: Samples;
let box: Awaited<ReturnType<TestApi["sandboxed"]>>;
beforeAll(async () => {
  api = await testApi();
  sample = await samples(api);
  box = await api.sandboxed();
});
afterAll(() => api.close());
beforeEach(() => box.undo());

const changing = describedOperations().filter(({ method }) => method !== "GET");
const routeOf = (key: string) => routes[key as keyof typeof routes] as unknown as Route;
const kept = changing.filter(({ key, method }) => keepsAnswer(method, routeOf(key)));
const run = changing.filter((operation) => !kept.includes(operation));

/** The request of a route, and who may make it. */
async function prepared(key: string) {
  const { params, body } = requests(api, sample)[key as keyof typeof routes];
  const { method, path } = addressed(key as keyof typeof routes, params);
  const allowed: Caller[] = [];
  for (const caller of callers) {
    if ((await api.rehearse(caller, method, path, body)).ok) allowed.push(caller);
    if (allowed.length === 2) break;
  }
  const send = (caller: Caller, idempotencyKey: string, sent: unknown = body) =>
    box.call(caller, method, path, sent, { "idempotency-key": idempotencyKey });
  return { body, allowed, send };
}

const answerOf = async (response: Response) => ({ status: response.status, body: (await response.json()) as unknown });
const wasReplayed = (response: Response) => response.headers.get("idempotent-replayed") === "true";

describe("a request that is repeated under its key is done once and answered again, to its caller alone", () => {
  for (const { key } of kept) {
    test(key, async () => {
      const { body, allowed, send } = await prepared(key);
      const [caller, colleague] = allowed;
      if (caller === undefined) {
        // It cannot succeed here, and what failed may be tried again under its key.
        const idempotencyKey = crypto.randomUUID();
        for (let times = 0; times < 2; times++) expect(wasReplayed(await send("owner", idempotencyKey))).toBe(false);
        return;
      }
      const idempotencyKey = crypto.randomUUID();
      const first = await send(caller, idempotencyKey);
      expect([wasReplayed(first), first.ok]).toEqual([false, true]);
      const answer = await answerOf(first);

      const before = await fingerprints(box.db);
      const again = await send(caller, idempotencyKey);
      expect(wasReplayed(again)).toBe(true);
      expect(await answerOf(again)).toEqual(answer);
      const other = await send(caller, idempotencyKey, { ...(body ?? {}), another: "request" });
      expect(await answerOf(other)).toMatchObject({ status: 409, body: { code: "idempotency.mismatch" } });
      expect(changedIn(before, await fingerprints(box.db))).toEqual([]);

      if (colleague === undefined) return;
      expect(wasReplayed(await send(colleague, idempotencyKey))).toBe(false);
    });
  }
});

describe("where answers hold secrets or nobody is known yet, a key is taken and nothing is kept under it", () => {
  for (const { key } of run) {
    test(key, async () => {
      const { send, allowed } = await prepared(key);
      const caller = allowed[0] ?? "anonymous";
      const idempotencyKey = `unkept-${key.replaceAll(/\W/g, "-")}`;
      for (let times = 0; times < 2; times++) {
        const response = await send(caller, idempotencyKey);
        expect([response.status < 500, wasReplayed(response)]).toEqual([true, false]);
      }
      const rows = await box.db.transaction({ role: "platform" }, (tx) =>
        tx.select().from(idempotency).where(like(idempotency.key, "unkept-%")),
      );
      expect(rows).toEqual([]);
    });
  }
});

test("no answer with a secret in it is kept", () => {
  const telling = /token|secret|password|recoveryCode|^codes$|otpauth|privateKey/i;
  /** Where to get one, and whether there is one. */
  const harmless = /Endpoint$|^has[A-Z]/;
  for (const { key, answerFields } of kept) {
    expect([key, [...answerFields].filter((name) => telling.test(name) && !harmless.test(name))]).toEqual([key, []]);
  }
});

test("the document says of every change what an idempotency key does", () => {
  for (const { key, parameters } of changing) {
    const header = parameters.find((each) => each.in === "header");
    expect([key, header?.name]).toEqual([key, "idempotency-key"]);
  }
});
