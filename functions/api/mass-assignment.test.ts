import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { newId } from "#core/kernel/id.ts";
import { columnNames, tablesHolding } from "#core/kernel/test-rows.ts";
import type { routes } from "./routes/index.ts";
import { callers, type TestApi, testApi } from "./test-api.ts";
import { describedOperations } from "./test-document.ts";
import { addressed, requests, type Samples, samples } from "./test-requests.ts";

/** In no row unless somebody put it there. */
const marker = "forged-4f1c";

let api: TestApi;
let sample: Samples;
let box: Awaited<ReturnType<TestApi["sandboxed"]>>;
let columns: string[];
beforeAll(async () => {
  api = await testApi();
  sample = await samples(api);
  box = await api.sandboxed();
  columns = await columnNames(api.world.db);
});
afterAll(() => api.close());
beforeEach(() => box.undo());

const operations = describedOperations().filter(({ method }) => method !== "GET");
const inCamelCase = (name: string) => name.replaceAll(/_(\w)/g, (_, letter: string) => letter.toUpperCase());
/** Every name that means something somewhere: of all columns, and of all fields that any route takes or answers. */
const everyName = () => [
  ...new Set([
    ...columns.flatMap((name) => [name, inCamelCase(name)]),
    ...operations.flatMap(({ bodyFields, answerFields }) => [...bodyFields, ...answerFields]),
    ...["isAdmin", "admin", "permissions", "tenant", "actor", "ctx", "confirmed", "$set"],
  ]),
];
const coveted = () => ({
  ...{
    accountId: newId("account"),
    personId: newId("person"),
    id: newId("order"),
    role: "owner",
    staffRole: "administrator",
  },
  ...{
    state: "paid",
    price: { minor: 0, currency: "EUR" },
    priceMinor: 0,
    emailVerified: true,
    confirmedAt: "2026-01-01",
  },
});

/** Without what differs each time: ids, instants, and what is drawn at random. */
const withoutIds = (text: string) =>
  text
    .replaceAll(
      /"(number|requestId|url|checkoutId|secret|key|prefix|uri|codes|recoveryCodes|challenge|value|token|deployKey|request)":(\[[^\]]*\]|[^,}]*)/g,
      "*",
    )
    .replaceAll(/"(?=[^"]*\d)[^"\s]{8,}"/g, "*");

describe("what nobody asked for changes nothing, whatever it is called", () => {
  for (const { key, bodyFields } of operations) {
    test(key, async () => {
      const { params = {}, body = {} } = requests(api, sample)[key as keyof typeof routes];
      const { method, path } = addressed(key, params);
      const own = new Set([...bodyFields, ...Object.keys(params)]);
      const extra = (values: Record<string, unknown>) =>
        Object.fromEntries(Object.entries(values).filter(([name]) => !own.has(name)));
      for (const caller of callers) {
        const plain = await box.call(caller, method, path, body);
        if (!plain.ok) continue;
        const expected = withoutIds(await plain.text());
        const forgeries = [extra(Object.fromEntries(everyName().map((name) => [name, marker]))), extra(coveted())];
        for (const forged of forgeries) {
          await box.undo();
          const response = await box.call(caller, method, path, { ...forged, ...(body as object) });
          expect([caller, response.status, withoutIds(await response.text())]).toEqual([
            caller,
            plain.status,
            expected,
          ]);
          const held = await box.db.transaction({ role: "platform" }, (tx) => tablesHolding(tx, marker));
          expect([caller, held]).toEqual([caller, []]);
        }
        return;
      }
    });
  }
});
