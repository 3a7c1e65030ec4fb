import { eq } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { parse } from "yaml";
import type { App } from "../hosting/index.ts";
import type { Id } from "../kernel/id.ts";
import type { Ctx } from "../kernel/operation.ts";
import type { FakeNode } from "../nodes/fake-nodes.ts";
import { type TestPlatform, testPlatform } from "../provisioning/test-platform.ts";
import * as Releases from "../releases/index.ts";
import { release } from "../releases/release.sql.ts";
import * as Services from "../services/index.ts";
import * as Environment from "./index.ts";

let platform: TestPlatform;
let node: FakeNode & { id: Id<"node"> };
let planId: Id<"plan">;
let site = 0;

beforeAll(async () => {
  platform = await testPlatform();
  node = await platform.readyNode(32_768);
  planId = (await platform.largePlan()).id;
});
afterAll(() => platform.close());

const order = async (app: App) => {
  const { owner } = await platform.customer();
  site += 1;
  const { serviceId } = await platform.paidOrder(owner, `par-${site}`, { app, planId });
  await platform.deliverFor(60);
  return { owner, serviceId: serviceId as Id<"service"> };
};
type Ordered = Awaited<ReturnType<typeof order>>;
const change = ({ owner, serviceId }: Ordered, parameters: Record<string, unknown>) =>
  Environment.changeParameters(owner, { serviceId, parameters });
const changed = async (of: Ordered, parameters: Record<string, unknown>) => {
  const begun = await change(of, parameters);
  await platform.deliverFor(60);
  return begun;
};
const web = () => parse(node.applied.at(-1)?.compose ?? "").services.web;
const appOf = async ({ owner, serviceId }: Ordered) => (await Services.get(owner, { serviceId })).app.parameters;
const refused = (code: string) => expect.objectContaining({ code });

test("what was chosen of an app is changed by a release, and comes back with an earlier one", async () => {
  const of = await order({ template: "node", parameters: { command: "node one.js" } });
  expect(await changed(of, { command: "node two.js" })).toMatchObject({ number: 2, cause: "settings" });
  expect(web()).toMatchObject({
    command: ["node", "two.js"],
    healthcheck: { test: ["CMD", "answers", "8080", "/"] },
  });
  await changed(of, { healthPath: "/up", command: null });
  expect(web()).toMatchObject({
    command: ["node", "server.js"],
    healthcheck: { test: ["CMD", "answers", "8080", "/up"] },
  });
  expect(await appOf(of)).toEqual({ version: "20", command: "node server.js", healthPath: "/up" });
  await Releases.rollBack(of.owner, { serviceId: of.serviceId, number: 1 });
  await platform.deliverFor(60);
  expect(web()).toMatchObject({ command: ["node", "one.js"] });
  expect(await appOf(of)).toMatchObject({ command: "node one.js" });
});

test("another version is another image and a release, which says what it runs on, and going back goes back to it", async () => {
  const of = await order({ template: "php", parameters: {} });
  const { image: newest } = web();
  await changed(of, { version: "8.2" });
  expect([newest, web().image]).toEqual(["localhost/rookery/php84:1", "localhost/rookery/php82:1"]);
  await Releases.rollBack(of.owner, { serviceId: of.serviceId, number: 1 });
  await platform.deliverFor(60);
  expect(web().image).toBe(newest);
  expect(await appOf(of)).toMatchObject({ version: "8.4" });
  const { items } = await Releases.list(of.owner, { serviceId: of.serviceId, limit: 10 });
  expect(items.map(({ number, runtime }) => [number, runtime])).toEqual([
    [3, "PHP 8.4"],
    [2, "PHP 8.2"],
    [1, "PHP 8.4"],
  ]);
});

test("a change that the app does not start with leaves what is live, and what is shown of it, as it is", async () => {
  const of = await order({ template: "node", parameters: {} });
  node.nextStates = ["failed", "failed"];
  await changed(of, { command: "node none.js" });
  node.nextStates = [];
  expect(await appOf(of)).toMatchObject({ command: "node server.js" });
});

test("what does not fit is refused at its field, and what there is nothing to change of says so", async () => {
  const of = await order({ template: "php", parameters: {} });
  await expect(change(of, { version: "5.6", healthPath: "up" })).rejects.toMatchObject({
    code: "parameters.invalid",
    fields: [{ path: "parameters.version" }, { path: "parameters.healthPath" }],
  });
  await expect(change(of, { port: 80 })).rejects.toMatchObject({
    fields: [{ path: "parameters.port", message: "PHP has no such parameter." }],
  });
  await expect(change(of, { version: "8.4" })).rejects.toEqual(refused("parameters.unchanged"));
  await changed(of, { documentRoot: "public" });
  await change(of, { documentRoot: "" });
  await expect(change(of, { documentRoot: "web" })).rejects.toEqual(refused("operation.in_progress"));
  const stranger = { ...of, owner: (await platform.customer()).owner as Ctx };
  await expect(change(stranger, { documentRoot: "web" })).rejects.toEqual(refused("service.not_found"));
});

test("an app that was built is built again where the change is one of how it is built, and needs its source for that", async () => {
  const of = await order({ template: "dockerfile", parameters: {} });
  await platform.world.db.transaction({ role: "platform" }, (tx) =>
    tx.update(release).set({ image: "localhost/built:1" }).where(eq(release.serviceId, of.serviceId)),
  );
  await expect(change(of, { path: "docker/Dockerfile" })).rejects.toEqual(refused("parameters.no_source"));
  expect(await change(of, { port: 3000 })).toMatchObject({ cause: "settings" });
  const [row] = await platform.world.db.transaction({ role: "platform" }, (tx) =>
    tx.select().from(release).where(eq(release.serviceId, of.serviceId)).orderBy(release.number).offset(1),
  );
  expect(row).toMatchObject({ image: "localhost/built:1", parameters: { port: 3000 } });
});
