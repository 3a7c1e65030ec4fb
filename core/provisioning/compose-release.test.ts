import { eq } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type * as Catalog from "../catalog/index.ts";
import type { Id } from "../kernel/id.ts";
import * as LongOperations from "../kernel/long-operation/index.ts";
import type { Ctx } from "../kernel/operation.ts";
import type { FakeNode } from "../nodes/fake-nodes.ts";
import * as Releases from "../releases/index.ts";
import { release as releaseTable } from "../releases/release.sql.ts";
import { keptReleases } from "../releases/release.state.ts";
import * as Services from "../services/index.ts";
import { type TestPlatform, testPlatform } from "./test-platform.ts";

let platform: TestPlatform;
let plan: Catalog.Plan;
let node: FakeNode;
let owner: Ctx;
let accountId: Id<"account">;
let serviceId: Id<"service">;
let site = 0;

const graceMs = 8 * 24 * 3_600_000;
const nginx = "docker.io/library/nginx:1.29";
const postgres = "docker.io/library/postgres:17";
const digest = (letter: string) => `sha256:${letter.repeat(64)}`;
const exact = (letter: string, name = nginx) => `${name.replace(/:[^:]*$/, "")}@${digest(letter)}`;

/** A web service and its database, from a registry. */
const shop = (web = "", more = "") => `services:
  web:
    image: nginx:1.29
    expose: ["80"]
    ${web}
  db:
    image: postgres:17
    volumes: ["pg:/var/lib/postgresql/data"]
${more}volumes: { pg: , files: }
`;
/** Two of it must not run at once. */
const alone = shop('volumes: ["files:/files"]');

beforeAll(async () => {
  platform = await testPlatform();
  plan = await platform.largePlan();
  node = await platform.readyNode(65_536);
});
afterAll(() => platform.close());

async function order(text = shop(), by = owner): Promise<Id<"service">> {
  site += 1;
  const app = { template: "compose", parameters: { text } };
  const placed = await platform.paidOrder(by, `composed-${site}`, { app, planId: plan.id });
  await platform.deliverFor(60);
  return placed.serviceId as Id<"service">;
}
beforeEach(async () => {
  ({ owner, accountId } = await platform.customer());
  node.nextPulls = [];
  node.nextStates = [];
  node.registry.clear();
  node.registry.set(nginx, digest("a")).set(postgres, digest("b"));
  node.applied.length = 0;
  node.calls.length = 0;
});

const home = () => Releases.homeOf(serviceId);
const mine = () => node.accounts.get(`c-${accountId.slice(4).toLowerCase()}`);
const images = () => [...(mine()?.images ?? [])].toSorted();
const newest = async () => (await Releases.list(owner, { serviceId })).items[0];
const stacks = () =>
  [...(mine()?.stacks ?? [])].map(([name, { state }]) => `${name.slice(home().length + 1)} ${state}`).toSorted();
const redeploy = async () => {
  await Releases.redeploy(owner, { serviceId });
  await platform.deliverFor(90);
};
const deploy = async (text: string) => {
  await Releases.deployCompose(owner, { serviceId, text });
  await platform.deliverFor(90);
};
/** The image that a stack was given last. */
const imageOf = (stack: string) =>
  /"image": "([^"]+)"/.exec(
    node.applied.findLast((applied) => applied.stack === `${home()}-${stack}`)?.compose ?? "",
  )?.[1];
const stepsOf = async () => {
  const operationId = (await newest())?.operationId as Id<"operation">;
  return (await LongOperations.get(owner, { operationId })).steps;
};

describe("the images of a compose file", () => {
  test("are pulled one after the other before anything starts, in words, and run by their digests", async () => {
    node.nextPulls = ["pulling"];
    serviceId = await order();
    expect(await Services.get(owner, { serviceId })).toMatchObject({ state: "active" });
    expect([imageOf("1"), imageOf("c-db")]).toEqual([exact("a"), exact("b", postgres)]);
    expect(node.calls.lastIndexOf("image-pull")).toBeLessThan(node.calls.indexOf("stack-apply"));
    expect(node.calls).not.toContain("image-ensure");
    node.nextPulls = ["pulling"];
    node.registry.set(nginx, digest("c"));
    await Releases.redeploy(owner, { serviceId });
    await platform.deliver();
    const operationId = (await newest())?.operationId as Id<"operation">;
    expect(await LongOperations.get(owner, { operationId })).toMatchObject({
      waitingFor: { message: `Pulling ${nginx}, 1 of 2. Large images take minutes the first time.` },
    });
    await platform.deliverFor(60);
    expect((await stepsOf()).find(({ name }) => name === "image")).toMatchObject({
      message: "2 images are on the node.",
    });
  });

  test("mean what they mean now when it is deployed again, but those of a database stay: a deploy leaves it alone", async () => {
    serviceId = await order();
    node.registry.set(nginx, digest("c")).set(postgres, digest("d"));
    node.applied.length = 0;
    await redeploy();
    expect(await newest()).toMatchObject({ number: 2, state: "live" });
    expect([imageOf("2"), imageOf("c-db")]).toEqual([exact("c"), undefined]);
    node.registry.clear();
    await Releases.rollBack(owner, { serviceId, number: 1 });
    await platform.deliverFor(60);
    expect([(await newest())?.state, imageOf("3")]).toEqual(["live", exact("a")]);
  });

  test("stay the same when the file changes, as far as it names the same; what it names anew is asked for", async () => {
    serviceId = await order();
    const valkey = "docker.io/valkey/valkey:8";
    node.registry.set(nginx, digest("c")).set(valkey, digest("e"));
    await deploy(shop("environment: { A: b }", "  cache: { image: valkey/valkey:8 }\n"));
    const compose = node.applied.at(-1)?.compose ?? "";
    expect([compose.includes(exact("a")), compose.includes(exact("e", valkey))]).toEqual([true, true]);
    await deploy(shop().replace("postgres:17", "postgres:18"));
    expect(await newest()).toMatchObject({ state: "failed", failure: { code: "image.unknown" } });
    node.registry.set("docker.io/library/postgres:18", digest("f"));
    await deploy(shop().replace("postgres:17", "postgres:18"));
    expect([(await newest())?.state, imageOf("c-db")]).toEqual(["live", exact("f", "docker.io/library/postgres:18")]);
  });

  test("that no kept release of the account needs are taken off the node, and no others", async () => {
    serviceId = await order();
    for (const letter of "cdef01".slice(0, keptReleases + 1)) {
      node.registry.set(nginx, digest(letter));
      await redeploy();
      expect(imageOf(String((await newest())?.number))).toBe(exact(letter));
    }
    expect(images()).not.toContain(exact("a"));
    expect(images()).toContain(exact("c"));
    expect(images()).toContain(exact("b", postgres));
  });

  test("of a website that is removed go with it, but for those that another one of the account needs", async () => {
    const first = await order();
    const cache = "docker.io/valkey/valkey:8";
    node.registry.set(cache, digest("e"));
    serviceId = await order(shop("", "  cache: { image: valkey/valkey:8 }\n"));
    expect(images()).toEqual([exact("a"), exact("b", postgres), exact("e", cache)].toSorted());
    await Services.terminate(owner, { serviceId });
    await platform.deliver();
    platform.world.clock.advance(graceMs);
    await Services.remove(platform.asSystem, { serviceId });
    await platform.deliver();
    expect(images()).toEqual([exact("a"), exact("b", postgres)].toSorted());
    expect(await Services.get(owner, { serviceId: first })).toMatchObject({ state: "active" });
  });

  test("are no longer pulled once the deploy is cancelled", async () => {
    serviceId = await order();
    node.registry.set(nginx, digest("c"));
    node.nextPulls = Array.from({ length: 50 }, () => "pulling" as const);
    await Releases.redeploy(owner, { serviceId });
    await platform.deliver();
    expect([...(mine()?.pulling ?? [])]).toEqual([nginx]);
    await Releases.cancel(owner, { serviceId, number: 2 });
    await platform.deliverFor(30);
    expect([(await newest())?.state, mine()?.pulling.size]).toEqual(["cancelled", 0]);
  });
});

describe("a compose app that cannot run twice", () => {
  test("stops first, says so, and starts anew; its database goes on running", async () => {
    serviceId = await order(alone);
    node.calls.length = 0;
    node.applied.length = 0;
    await redeploy();
    expect(await newest()).toMatchObject({ number: 2, state: "live" });
    expect(node.calls.indexOf("stack-stop")).toBeLessThan(node.calls.indexOf("stack-apply"));
    expect(node.applied.map(({ stack }) => stack)).toEqual([`${home()}-2`]);
    expect((await stepsOf()).find(({ name }) => name === "start")?.message).toBe(
      "Release 1 stopped first: two must not write to one volume at once. Running and healthy.",
    );
    expect(stacks()).toEqual(["2 healthy", "c-db healthy"]);
  });

  test("is started again as it was when the new release does not start", async () => {
    serviceId = await order(alone);
    node.nextStates = ["failed", "failed"];
    await redeploy();
    expect(await newest()).toMatchObject({ number: 2, state: "failed", failure: { code: "release.unhealthy" } });
    expect(stacks()).toEqual(["1 healthy", "c-db healthy"]);
  });

  test("has its database changed back with it when the new release does not start", async () => {
    serviceId = await order(alone);
    const before = node.applied.find(({ stack }) => stack.endsWith("-c-db"))?.compose;
    node.nextStates = ["healthy", "failed", "healthy", "failed"];
    await deploy(alone.replace("  db:\n", "  db:\n    environment: { POSTGRES_DB: other }\n"));
    expect(await newest()).toMatchObject({ state: "failed" });
    const last = node.applied.findLast(({ stack }) => stack.endsWith("-c-db"));
    expect(last?.compose).toBe(before);
    expect(stacks()).toEqual(["1 healthy", "c-db healthy"]);
  });
});

test("what keeps data and is no longer in the file goes once the new release is live, and not before", async () => {
  serviceId = await order();
  const without = shop().replace(/ {2}db:\n.*\n.*\n/, "");
  node.nextStates = ["failed", "failed"];
  await deploy(without);
  expect(stacks()).toEqual(["1 healthy", "c-db healthy"]);
  await deploy(without);
  expect(await newest()).toMatchObject({ number: 3, state: "live" });
  expect(stacks()).toEqual(["3 healthy"]);
});

test("two releases that run at once are each joined by the database, and neither by the other", async () => {
  serviceId = await order();
  let together: string[][] = [];
  node.meanwhile("route-put", async () => {
    together = [...(mine()?.stacks ?? [])].map(([name, { joined }]) => [name, ...[...joined].flat()]);
  });
  await redeploy();
  const joined = ["db", `${home()}-c-db`];
  expect(together.toSorted()).toEqual(
    [[`${home()}-1`, ...joined], [`${home()}-2`, ...joined], [`${home()}-c-db`]].toSorted(),
  );
});

test("a release keeps what its names meant, and only of those that its file has", async () => {
  serviceId = await order();
  await deploy(shop().replace(/ {2}db:\n.*\n.*\n/, ""));
  const rows = await platform.world.db.transaction({ role: "platform" }, (tx) =>
    tx.select().from(releaseTable).where(eq(releaseTable.serviceId, serviceId)).orderBy(releaseTable.number),
  );
  expect(rows.map((row) => row.images)).toEqual([
    { [nginx]: exact("a"), [postgres]: exact("b", postgres) },
    { [nginx]: exact("a") },
  ]);
});
