import { afterAll, beforeAll, expect, test } from "vitest";
import type { Id } from "../kernel/id.ts";
import { auditLog, outbox } from "../kernel/kernel.sql.ts";
import { operationLog } from "../kernel/long-operation/long-operation.sql.ts";
import type { Ctx } from "../kernel/operation.ts";
import type { FakeNode } from "../nodes/fake-nodes.ts";
import { type TestPlatform, testPlatform } from "../provisioning/test-platform.ts";
import * as Releases from "../releases/index.ts";
import * as Services from "../services/index.ts";
import * as Registries from "./index.ts";
import { registryLogin } from "./registry-login.sql.ts";

let platform: TestPlatform;
let node: FakeNode;
let owner: Ctx;
let as: Awaited<ReturnType<TestPlatform["customer"]>>["as"];
let accountId: Id<"account">;

const image = "ghcr.io/team/shop/web:1";
const password = "ghp_a p'a\"s$s";
const login = { registry: "ghcr.io", username: "robot", password };

beforeAll(async () => {
  platform = await testPlatform();
  node = await platform.readyNode();
  ({ owner, as, accountId } = await platform.customer());
  node.registry.set(image, `sha256:${"a".repeat(64)}`);
  node.locked.set(image, `robot:${password}`);
});
afterAll(() => platform.close());

test("a login is the account's, can be replaced and taken away, and its password is read by nobody", async () => {
  const kept = await Registries.keep(as("technical"), { ...login, registry: " https://GHCR.io/ " });
  expect(kept.items).toMatchObject([{ registry: "ghcr.io", username: "robot" }]);
  expect(JSON.stringify(kept)).not.toContain("password");
  const changed = await Registries.keep(owner, { ...login, username: "other" });
  expect(changed.items).toMatchObject([{ id: kept.items[0]?.id, username: "other" }]);
  await expect(
    platform.world.db.transaction({ role: "tenant", accountId }, (tx) =>
      tx.select({ password: registryLogin.password }).from(registryLogin),
    ),
  ).rejects.toThrow();
  const stranger = await platform.customer();
  expect(await Registries.list(stranger.owner, {})).toEqual({ items: [] });
  const byId = { registryLoginId: changed.items[0]?.id as Id<"registryLogin"> };
  await expect(Registries.forget(stranger.owner, byId)).rejects.toMatchObject({ kind: "not_found" });
  for (const reader of [as("reader"), as("billing")]) {
    await expect(Registries.list(reader, {})).rejects.toMatchObject({ kind: "forbidden" });
    await expect(Registries.keep(reader, login)).rejects.toMatchObject({ kind: "forbidden" });
  }
  expect(await Registries.forget(owner, byId)).toEqual({ items: [] });
});

test.each([
  ["registry.gitlab.com/team/shop/", "registry.gitlab.com/team/shop"],
  ["registry.example:5000", "registry.example:5000"],
  ["index.docker.io", "docker.io"],
  ["docker.io/team", "docker.io/team"],
])("the registry %s is %s", async (registry, meant) => {
  const { items } = await Registries.keep(owner, { ...login, registry });
  const found = items.find((item) => item.registry === meant);
  if (!found) throw new Error(JSON.stringify(items));
  await Registries.forget(owner, { registryLoginId: found.id });
});

test.each(["team/shop", "ghcr.io/team:1", "ghcr.io/a b", "", "ghcr.io/../x", "ghcr.io\n"])(
  "%j is no registry",
  async (registry) => {
    const given = Registries.keep(owner, { ...login, registry });
    if (registry === "ghcr.io\n") await given;
    else await expect(given).rejects.toThrow();
  },
);

test("a private image is pulled with what opens it, which stands in no log, no message and no audit entry", async () => {
  const app = { template: "image", parameters: { reference: image, port: 80 } };
  await Registries.keep(owner, login);
  // Of several that fit, the one that was kept for the smallest part of the registry.
  await Registries.keep(owner, { ...login, registry: "ghcr.io/other", password: "wrong" });
  const { serviceId } = await platform.paidOrder(owner, "private", { app, planId: platform.plan.id });
  await platform.deliverFor(60);
  const byService = { serviceId: serviceId as Id<"service"> };
  expect(await Services.get(owner, byService)).toMatchObject({ state: "active" });
  await Registries.keep(owner, { ...login, registry: "ghcr.io/team/shop", password: "wrong" });
  node.registry.set(image, `sha256:${"b".repeat(64)}`);
  await Releases.redeploy(owner, byService);
  await platform.deliverFor(60);
  const [newest] = (await Releases.list(owner, byService)).items;
  expect(newest).toMatchObject({ state: "failed", failure: { code: "image.denied" } });
  const written = await platform.world.db.transaction({ role: "platform" }, async (tx) =>
    Promise.all([operationLog, auditLog, outbox].map((table) => tx.select().from(table))),
  );
  expect(written.map((rows) => rows.length > 0)).toEqual([true, true, true]);
  expect(JSON.stringify([written, newest])).not.toContain("ghp_a");
});

test("what another account keeps opens nothing here", async () => {
  const stranger = await platform.customer();
  const loginOf = (id: Id<"account">) => Registries.loginForImage(platform.asSystem, { accountId: id, image });
  expect([(await loginOf(accountId))?.username, await loginOf(stranger.accountId)]).toEqual(["robot", undefined]);
});
