import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, test } from "vitest";
import { Secret } from "#core/kernel/secret.ts";
import { buildWebhooks } from "../webhooks/app.ts";
import { buildApi } from "./app.ts";
import { type RoutingEntry, routingTable } from "./routing-table.ts";
import { type TestApi, testApi } from "./test-api.ts";

let api: TestApi;
beforeAll(async () => {
  api = await testApi();
});
afterAll(() => api.close());

const line = ({ method, path }: { method: string; path: string }) =>
  `${method} ${path.replaceAll(/\{(\w+)\}/g, ":$1")}`;
const listed = (target: RoutingEntry["target"]) =>
  routingTable
    .filter((one) => one.target === target)
    .map(line)
    .toSorted();
/** What Hono answers, without what stands before every route. */
const served = (app: { routes: { method: string; path: string }[] }) =>
  app.routes
    .filter(({ method }) => method !== "ALL")
    .map(line)
    .toSorted();

test("the table holds what is served and nothing else, each once", () => {
  const { world } = api;
  const app = buildApi({
    db: world.db,
    now: () => world.clock.now,
    as: (actor) => world.as(actor),
    config: { PUBLIC_URL: "https://portal.example" },
  });
  const webhooks = buildWebhooks({
    as: (actor) => world.as(actor),
    config: { STRIPE_WEBHOOK_SECRET: new Secret("whsec_x") },
  });
  expect(listed("api")).toEqual(served(app));
  expect(listed("webhooks")).toEqual(served(webhooks));
  expect(new Set(routingTable.map(line)).size).toBe(routingTable.length);
});

test("every operation of the description is in the table, with a body where it takes one", async () => {
  const response = await api.call("anonymous", "GET", "/openapi.json");
  const { paths } = (await response.json()) as { paths: Record<string, Record<string, { requestBody?: unknown }>> };
  const described = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, { requestBody }]) => [
      `${method.toUpperCase()} ${path}`,
      requestBody !== undefined,
    ]),
  );
  const documents = /^\/api\/(openapi\.json|reference(\.css)?)$/;
  const inTable = routingTable
    .filter(({ target, path }) => target === "api" && !documents.test(path))
    .map(({ method, path, body }) => [`${method} ${path}`, body !== "none"]);
  expect(inTable.toSorted()).toEqual(described.toSorted());
});

test("where people type what they like, a firewall only counts", () => {
  const free = routingTable.filter(({ body }) => body === "free").map(({ method, path }) => `${method} ${path}`);
  expect(free).toMatchInlineSnapshot(`
    [
      "POST /api/registrations/completion",
      "POST /api/session",
      "POST /api/email-change",
      "POST /api/email-verifications/completion",
      "POST /api/password-resets/completion",
      "POST /api/staff-invitations/completion",
      "POST /api/password",
      "POST /api/accounts",
      "POST /api/account",
      "POST /api/invitations",
      "POST /api/invitations/preview",
      "POST /api/invitations/acceptance",
      "POST /api/invitations/completion",
      "POST /api/session/confirmation",
      "POST /api/factors/totp",
      "POST /api/factors/passkeys",
      "POST /api/factors/{factorId}/name",
      "POST /api/factor-recoveries/completion",
      "POST /api/dashboard/staff/{personId}/reset-factors",
      "POST /api/keys",
      "POST /api/orders",
      "POST /api/compose/lint",
      "POST /api/services/{serviceId}/redirects",
      "POST /api/services/{serviceId}/access",
      "POST /api/services/{serviceId}/environment",
      "POST /api/services/{serviceId}/parameters",
      "POST /api/services/{serviceId}/cron-jobs",
      "POST /api/services/{serviceId}/cron-jobs/{jobId}",
      "POST /api/services/{serviceId}/commands",
      "POST /api/registry-logins",
      "POST /api/domains",
      "POST /api/domain-contacts",
      "POST /api/domain-contacts/{contactId}",
      "POST /api/domains/{domainId}/certificate-uploads",
      "POST /api/zones/{zoneId}/preview",
      "POST /api/zones/{zoneId}/import",
      "POST /api/zones/{zoneId}/changes",
      "POST /api/services/{serviceId}/compose",
      "POST /api/services/{serviceId}/source",
      "POST /api/services/{serviceId}/source/change",
      "POST /api/services/{serviceId}/source/check",
      "POST /api/sources/check",
      "POST /api/dashboard/nodes",
      "POST /api/dashboard/queues/{queue}/send-back",
      "POST /api/dashboard/queues/{queue}/discard",
      "POST /api/dashboard/catalogue/products",
      "POST /api/dashboard/catalogue/products/{productId}/change",
      "POST /api/dashboard/catalogue/plans",
      "POST /api/dashboard/catalogue/plans/{planId}/change",
      "POST /api/dashboard/staff",
      "POST /api/dashboard/customers/{accountId}/act",
      "POST /api/dashboard/customers/{accountId}/notes",
      "POST /api/sso",
      "POST /api/sso/discovery",
      "POST /api/sso/callback",
      "POST /api/webhooks/stripe",
      "POST /api/webhooks/autodns",
      "POST /api/webhooks/git/{hook}",
    ]
  `);
});

test("it can be read without settings and starts nothing", async () => {
  const script = `import { routingTable } from ${JSON.stringify(join(import.meta.dirname, "routing-table.ts"))};
    console.log(routingTable.length, process.getActiveResourcesInfo().filter((name) => /TCP|Timeout|Worker/.test(name)).length);`;
  const { stdout } = await promisify(execFile)(process.execPath, ["--input-type=module", "-e", script], { env: {} });
  expect(stdout.trim()).toBe(`${routingTable.length} 0`);
});
