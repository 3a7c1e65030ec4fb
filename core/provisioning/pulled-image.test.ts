import { afterAll, beforeAll, expect, test } from "vitest";
import type { Id } from "../kernel/id.ts";
import type { Ctx } from "../kernel/operation.ts";
import type { FakeNode } from "../nodes/fake-nodes.ts";
import * as Releases from "../releases/index.ts";
import { keptReleases } from "../releases/release.state.ts";
import * as Services from "../services/index.ts";
import { type TestPlatform, testPlatform } from "./test-platform.ts";

let platform: TestPlatform;
let node: FakeNode;
let owner: Ctx;
let accountId: Id<"account">;
let serviceId: Id<"service">;

const name = "docker.io/library/nginx:1.29";
const digest = (letter: string) => `sha256:${letter.repeat(64)}`;
const exact = (letter: string) => `docker.io/library/nginx@${digest(letter)}`;
const images = () => [...(node.accounts.get(`c-${accountId.slice(4).toLowerCase()}`)?.images ?? [])];
/** The image of the stack that was applied last. */
const running = () => /"image": "([^"]+)"/.exec(node.applied.at(-1)?.compose ?? "")?.[1];
const newest = async () => (await Releases.list(owner, { serviceId })).items[0];

beforeAll(async () => {
  platform = await testPlatform();
  node = await platform.readyNode();
  ({ owner, accountId } = await platform.customer());
  node.registry.set(name, digest("a"));
  node.nextPulls = ["pulling", "pulling"];
  const app = { template: "image", parameters: { reference: "nginx:1.29", port: 80 } };
  const order = await platform.paidOrder(owner, "pulled", { app, planId: platform.plan.id });
  await platform.deliverFor(60);
  serviceId = order.serviceId as Id<"service">;
});
afterAll(() => platform.close());

test("an image is pulled before its containers start, and runs by its digest", async () => {
  expect(await Services.get(owner, { serviceId })).toMatchObject({ state: "active" });
  expect(node.calls.indexOf("image-pull")).toBeLessThan(node.calls.indexOf("stack-apply"));
  expect(running()).toBe(exact("a"));
});

test("deploying again asks what the name means by now, and going back runs the very image that ran", async () => {
  node.registry.set(name, digest("b"));
  await Releases.redeploy(owner, { serviceId });
  await platform.deliverFor(60);
  expect(await newest()).toMatchObject({ number: 2, state: "live" });
  expect(running()).toBe(exact("b"));
  node.registry.clear();
  await Releases.rollBack(owner, { serviceId, number: 1 });
  await platform.deliverFor(60);
  expect(await newest()).toMatchObject({ number: 3, state: "live" });
  expect(running()).toBe(exact("a"));
});

test("an image that there is not fails the deploy, in words of the registry, and what is live goes on", async () => {
  await Releases.redeploy(owner, { serviceId });
  await platform.deliverFor(60);
  expect(await newest()).toMatchObject({ state: "failed", failure: { code: "image.unknown" } });
  expect(await Services.get(owner, { serviceId })).toMatchObject({ state: "active" });
});

test("images that nothing goes back to any more are taken off the node", async () => {
  for (const letter of "cdef01".slice(0, keptReleases + 1)) {
    node.registry.set(name, digest(letter));
    await Releases.redeploy(owner, { serviceId });
    await platform.deliverFor(60);
    expect(running()).toBe(exact(letter));
  }
  expect(images()).not.toContain(exact("b"));
  expect(images()).toContain(exact("c"));
});
