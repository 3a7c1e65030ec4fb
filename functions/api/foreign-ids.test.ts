import { eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { membership } from "#core/accounts/account.sql.ts";
import { newId, prefixes } from "#core/kernel/id.ts";
import { changedIn, fingerprints } from "#core/kernel/test-rows.ts";
import { type Caller, callers, type TestApi, testApi } from "./test-api.ts";
import { type DescribedOperation, describedOperations, type IdField, type IdKind } from "./test-document.ts";
import { addressed, requests, type Samples, samples } from "./test-requests.ts";

/** Everybody may name these: they belong to nobody. */
const everybodys: readonly IdKind[] = ["plan", "planVersion", "product"];
/** Who may not reach anything of the account, whatever they know of it. */
const strangers = callers.filter((caller) => caller === "guest" || caller.includes("stranger"));

let api: TestApi;
let sample: Samples;
let ours: ReadonlyMap<IdKind, string>;
/** What every table holds: nothing that is tried here may change it. */
let rows: Record<string, string>;
beforeAll(async () => {
  api = await testApi();
  sample = await samples(api);
  ours = await idsOfOurs();
});
afterAll(() => api.close());

/** All of this is more than anybody may ask for within a minute. */
async function letAMinutePass(): Promise<void> {
  api.world.clock.advance(60);
  // When a key was used is noted once a minute: what is tried below shall change nothing.
  for (const stranger of strangers) await api.call(stranger, "GET", "/services");
  rows = await fingerprints(api.world.db);
}

/** One id of each kind that the golden table's requests hold, of our account. */
async function idsOfOurs(): Promise<Map<IdKind, string>> {
  const found = new Map<IdKind, string>();
  const [owner] = await api.world.db.transaction({ role: "platform" }, (tx) =>
    tx.select().from(membership).where(eq(membership.accountId, api.accountId)),
  );
  const texts = [...JSON.stringify([requests(api, sample), sample, owner]).matchAll(/"([a-z]{3}_[0-9A-Z]{26})"/g)];
  for (const [, id = ""] of texts) {
    const kind = Object.entries(prefixes).find(([, prefix]) => id.startsWith(`${prefix}_`))?.[0] as IdKind | undefined;
    if (kind !== undefined && !found.has(kind)) found.set(kind, id);
  }
  return found;
}

/** The request that works for the owner, with an id where the document says that one stands. */
function requestWith({ key }: DescribedOperation, { where, path }: IdField, id: string) {
  const { params = {}, body } = requests(api, sample)[key as keyof ReturnType<typeof requests>] ?? {};
  const [name = ""] = path;
  if (where === "path") return { ...addressed(key, { ...params, [name]: id }), body };
  const { method, path: address } = addressed(key, params);
  if (where === "query") return { method, path: `${address}?${new URLSearchParams({ [name]: id })}`, body };
  return { method, path: address, body: placed(body ?? {}, path, id) };
}

function placed(into: unknown, [name, ...rest]: readonly string[], id: string): unknown {
  if (name === undefined) return id;
  if (name === "*") return [placed(Array.isArray(into) ? into[0] : undefined, rest, id)];
  const holder = typeof into === "object" && into !== null ? (into as Record<string, unknown>) : {};
  return { ...holder, [name]: placed(holder[name], rest, id) };
}

async function answerTo(caller: Caller, { method, path, body }: ReturnType<typeof requestWith>) {
  const response = await api.call(caller, method, path, body);
  const { requestId: _, ...answer } = (await response.json()) as Record<string, unknown>;
  return { status: response.status, answer };
}

const operations = describedOperations();
const triesOfAMinute = 20;
let tries = 0;

describe("an id of ours opens nothing to a stranger, and looks like one that does not exist", () => {
  for (const operation of operations) {
    for (const field of operation.ids.filter(({ kind }) => !everybodys.includes(kind))) {
      test(`${operation.key}: ${field.where} ${field.path.join(".")}`, async () => {
        const id = ours.get(field.kind);
        if (tries++ % triesOfAMinute === 0) await letAMinutePass();
        if (id === undefined) throw new Error(`the samples of test-requests have no ${field.kind}`);
        for (const stranger of strangers) {
          const answer = await answerTo(stranger, requestWith(operation, field, id));
          const unknown = await answerTo(stranger, requestWith(operation, field, newId(field.kind)));
          expect([stranger, answer]).toEqual([stranger, unknown]);
          const refused = [403, 404].includes(answer.status);
          expect([stranger, refused || (operation.method === "GET" && answer.status === 200)]).toEqual([
            stranger,
            true,
          ]);
        }
        expect(changedIn(rows, await fingerprints(api.world.db))).toEqual([]);
      });
    }
  }
});

test("the ids of every operation are found: in paths, in queries and in bodies", () => {
  const ids = operations.flatMap((operation) => operation.ids);
  expect(new Set(ids.map(({ where }) => where))).toEqual(new Set(["path", "query", "body"]));
  const inPaths = operations.flatMap(({ key }) => [...key.matchAll(/\{(\w+Id)\}/g)]);
  expect(ids.filter(({ where }) => where === "path")).toHaveLength(inPaths.length);
});
