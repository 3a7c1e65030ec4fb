import { afterAll, beforeAll, expect, test } from "vitest";
import { routes } from "./routes/index.ts";
import { callers, type TestApi, testApi } from "./test-api.ts";
import { addressed, requests, type Samples, samples } from "./test-requests.ts";

let api: TestApi;
let sample: Samples;
beforeAll(async () => {
  api = await testApi();
  sample = await samples(api);
});
afterAll(() => api.close());

test("every route answers every kind of caller as the table says", async () => {
  const all = requests(api, sample);
  const width = Math.max(...Object.keys(routes).map(({ length }) => length)) + 1;
  const lines = [
    "# What each route answers to whom: 2xx done, 401 sign in, 403 not you, 404 not yours.",
    `${"".padEnd(width)}${callers.join(" | ")}`,
  ];
  for (const key of Object.keys(routes) as (keyof typeof routes)[]) {
    const { params, body } = all[key];
    const { method, path } = addressed(key, params);
    const statuses: string[] = [];
    for (const caller of callers) {
      const { status } = await api.rehearse(caller, method, path, body);
      statuses.push(String(status).padEnd(caller.length));
    }
    lines.push(`${key.padEnd(width)}${statuses.join(" | ")}`.trimEnd());
  }
  await expect(`${lines.join("\n")}\n`).toMatchFileSnapshot("authorization.golden.txt");
}, 900_000);

test("what a list shows to a member of another account is empty", async () => {
  for (const path of ["/orders", "/services", "/operations"]) {
    const theirs = await api.rehearse("stranger", "GET", path);
    expect(await theirs.json(), path).toEqual({ items: [], nextCursor: null });
    const ours = (await (await api.rehearse("reader", "GET", path)).json()) as { items: unknown[] };
    expect(ours.items.length, path).toBeGreaterThan(0);
    const narrowed = await api.rehearse("stranger", "GET", `${path}?accountId=${api.accountId}`);
    expect(await narrowed.json(), path).toEqual({ items: [], nextCursor: null });
  }
});

test("what belongs to another account and what does not exist look the same", async () => {
  const { orders, services, operationId } = sample;
  for (const [path, id] of [
    ["/orders/", orders.paid],
    ["/services/", services.active],
    ["/operations/", operationId],
  ] as const) {
    const answer = async (of: string) => {
      const { requestId: _, ...problem } = (await (await api.rehearse("stranger", "GET", path + of)).json()) as Record<
        string,
        unknown
      >;
      return problem;
    };
    expect(await answer(id)).toEqual(await answer(`${id.slice(0, -4)}0000`));
  }
});

test("a caller who may not is refused before the input is looked at", async () => {
  for (const key of Object.keys(routes) as (keyof typeof routes)[]) {
    const { allow } = routes[key].operation;
    if (allow.anonymous || allow.anyone) continue;
    const anything = Object.fromEntries([...key.matchAll(/\{(\w+)\}/g)].map(([, name = ""]) => [name, "x"]));
    const { method, path } = addressed(key, anything);
    const response = await api.rehearse("anonymous", method, path, method === "GET" ? undefined : { wrong: true });
    expect([key, response.status]).toEqual([key, 401]);
  }
});
