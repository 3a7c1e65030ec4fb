import { createHmac } from "node:crypto";
import { eq } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { KeyRing } from "#core/kernel/data-key.ts";
import { type Id, newId } from "#core/kernel/id.ts";
import { MemoryKeyProtection } from "#core/kernel/memory-key-protection.ts";
import { Secret } from "#core/kernel/secret.ts";
import { member, type TestWorld, testWorld } from "#core/kernel/test-context.ts";
import { release } from "#core/releases/release.sql.ts";
import { service } from "#core/services/service.sql.ts";
import * as Sources from "#core/sources/index.ts";
import { source as sourceTable } from "#core/sources/source.sql.ts";
import { buildWebhooks } from "./app.ts";

let world: TestWorld;
let keys: KeyRing;
let accountId: Id<"account">;
let serviceId: Id<"service">;
let hook: string;
let secret: string;

const addresses = {
  publicUrl: "https://portal.example",
  sitesDomain: "sites.example",
  ofSite: (name: string) => ({ host: name, url: name }),
};
const platform = <T>(run: Parameters<typeof world.db.transaction<T>>[1]) =>
  world.db.transaction({ role: "platform" }, run);
const owner = () => world.as(member(accountId), { keys, addresses });
const source = async () => (await Sources.get(owner(), { serviceId })).source;

beforeAll(async () => {
  world = await testWorld();
  keys = new KeyRing({ protection: new MemoryKeyProtection(), now: () => world.clock.now });
  await platform((tx) => keys.prepare(tx));
});
afterAll(() => world.close());
beforeEach(async () => {
  [accountId, serviceId] = [newId("account"), newId("service")];
  const at = world.clock.now;
  await platform((tx) =>
    tx.insert(service).values({
      ...{ id: serviceId, accountId, orderId: newId("order"), name: "shop", template: "static", parameters: {} },
      ...{
        state: "active",
        generation: 1,
        planId: newId("plan"),
        planName: "Small",
        planVersionId: newId("planVersion"),
      },
      ...{
        interval: "month",
        priceMinor: 0,
        priceCurrency: "EUR",
        memoryMb: 64,
        cpuPercent: 25,
        processes: 64,
        diskMb: 512,
      },
      ...{ paidUntil: at, createdAt: at },
    }),
  );
  const made = await Sources.connect(owner(), { serviceId, url: "git@github.com:team/shop.git", branch: "main" });
  secret = made.webhookSecret;
  hook = made.source.webhookUrl.split("/").at(-1) ?? "";
  world.announced.length = 0;
});

const commit = "a".repeat(40);
const push = (more: object = {}) => JSON.stringify({ ref: "refs/heads/main", after: commit, ...more });
const hmac = (body: string, key = secret) => createHmac("sha256", key).update(body).digest("hex");
type Signing = (body: string) => Record<string, string>;
const gitHub: Signing = (body) => ({ "x-github-event": "push", "x-hub-signature-256": `sha256=${hmac(body)}` });
const gitea: Signing = (body) => ({ "x-gitea-event": "push", "x-gitea-signature": hmac(body) });
const gitLab: Signing = () => ({ "x-gitlab-event": "Push Hook", "x-gitlab-token": secret });
const gitLabSigned: Signing = (body) => {
  const key = Buffer.from(secret.slice("whsec_".length), "base64");
  const signature = createHmac("sha256", key).update(`d-1.1763798400.${body}`).digest("base64");
  return {
    ...{ "x-gitlab-event": "Push Hook", "webhook-id": "d-1", "webhook-timestamp": "1763798400" },
    "webhook-signature": `v1,AAAA v1,${signature}`,
  };
};

const deliver = (body: string, headers: Record<string, string>, to = hook) =>
  buildWebhooks({
    as: (actor) => world.as(actor, { keys }),
    config: { STRIPE_WEBHOOK_SECRET: new Secret("whsec_of_another") },
  }).request(`/api/webhooks/git/${to}`, { method: "POST", body, headers });
const outcome = async (body: string, signing: Signing = gitHub) => {
  const response = await deliver(body, signing(body));
  expect(response.status).toBe(200);
  return ((await response.json()) as { outcome: string }).outcome;
};
const announced = () => world.announced.filter(({ type }) => type === "source.pushed");

test.each([
  ["GitHub", gitHub],
  ["Gitea and Forgejo", gitea],
  ["GitLab, with its token", gitLab],
  ["GitLab, with its signature", gitLabSigned],
])("a push that %s tells of is noted, and handed on by an id alone", async (_host, signing) => {
  expect(await outcome(push(), signing)).toBe("deploys");
  expect(announced()).toMatchObject([{ subject: (await source())?.id }]);
  expect(await source()).toMatchObject({ pushedCommit: commit, pushedAt: world.clock.now });
});

test("a webhook that nobody signed who knows the secret is refused, and leaves nothing", async () => {
  const body = push();
  const forged: Record<string, string>[] = [
    {},
    { "x-hub-signature-256": "" },
    { "x-hub-signature-256": hmac(body) },
    { "x-hub-signature-256": `sha256=${hmac(body, "another")}` },
    { "x-hub-signature-256": `sha256=${hmac(`${body} `)}` },
    { "x-hub-signature-256": `sha1=${createHmac("sha1", secret).update(body).digest("hex")}` },
    { "x-gitea-signature": hmac(body, "") },
    { "x-gitlab-token": "" },
    { "x-gitlab-token": secret.slice(0, -1) },
    { "webhook-signature": "v1,", "webhook-id": "d-1", "webhook-timestamp": "1" },
    { ...gitLabSigned(body), "webhook-id": "d-2" },
  ];
  for (const headers of forged) {
    const response = await deliver(body, { "x-github-event": "push", ...headers });
    expect([headers, response.status]).toEqual([headers, 400]);
    expect(await response.json()).toMatchObject({ code: "webhook.bad_signature" });
  }
  expect(announced()).toEqual([]);
  expect(await source()).toMatchObject({ pushedCommit: null, webhookSeenAt: null });
});

test("an address that leads nowhere, or to another's source, says nothing of either", async () => {
  const body = push();
  for (const to of [
    "x",
    "A".repeat(32),
    "..%2f..",
    hook.toLowerCase() === hook ? hook.toUpperCase() : hook.toLowerCase(),
  ]) {
    expect((await deliver(body, gitHub(body), to)).status).toBe(404);
  }
});

test("a body that is larger than a push is refused before anything is looked up", async () => {
  const body = push({ padding: "x".repeat(1024 * 1024) });
  expect((await deliver(body, gitHub(body))).status).toBe(413);
});

describe("what is genuine and no push to the branch starts nothing:", () => {
  test.each([
    ["another branch", push({ ref: "refs/heads/next" }), gitHub, "other_branch"],
    ["a tag that is called as the branch", push({ ref: "refs/tags/main" }), gitHub, "ignored"],
    ["the branch's deletion", push({ after: "0".repeat(40), deleted: true }), gitHub, "ignored"],
    [
      "a ping",
      JSON.stringify({ zen: "Keep it." }),
      (b: string) => ({ ...gitHub(b), "x-github-event": "ping" }),
      "ping",
    ],
    ["an issue", push(), (b: string) => ({ ...gitHub(b), "x-github-event": "issues" }), "ignored"],
  ])("%s", async (_what, body, signing, expected) => {
    expect(await outcome(body, signing)).toBe(expected);
    expect(announced()).toEqual([]);
    expect(await source()).toMatchObject({ pushedCommit: null, webhookSeenAt: world.clock.now });
  });

  test("a push while pushes deploy nothing", async () => {
    await Sources.change(owner(), {
      serviceId,
      url: "git@github.com:team/shop.git",
      branch: "main",
      folder: "",
      deploysOnPush: false,
    });
    expect(await outcome(push())).toBe("switched_off");
    expect(announced()).toEqual([]);
  });
});

test("a form with the document in it is read as the document", async () => {
  const body = new URLSearchParams({ payload: push() }).toString();
  const response = await deliver(body, { ...gitHub(body), "content-type": "application/x-www-form-urlencoded" });
  expect(await response.json()).toEqual({ outcome: "deploys" });
});

test("what is signed and cannot be read is refused", async () => {
  for (const body of ["", "{", "[]", push({ after: "--upload-pack=id" }), push({ ref: 7 })]) {
    const response = await deliver(body, gitHub(body));
    expect([body, response.status]).toEqual([body, 400]);
  }
  expect(announced()).toEqual([]);
});

test("a webhook that comes again starts nothing: while the push waits, while it is deployed, and when it is live", async () => {
  expect(await outcome(push())).toBe("deploys");
  expect(await outcome(push())).toBe("deployed_already");
  await platform((tx) => tx.update(sourceTable).set({ pushWaits: false }).where(eq(sourceTable.serviceId, serviceId)));
  const at = world.clock.now;
  for (const state of ["starting", "live"] as const) {
    const releaseId = newId("release");
    await platform((tx) =>
      tx.insert(release).values({
        ...{ id: releaseId, accountId, serviceId, number: 1, state, cause: "push", revision: commit },
        ...{ requestedBy: { type: "system", job: "test" }, operationId: newId("operation"), createdAt: at },
        ...{ template: "static", parameters: {}, stack: "s-1", kept: false },
      }),
    );
    expect(await outcome(push())).toBe("deployed_already");
    await platform((tx) => tx.delete(release).where(eq(release.id, releaseId)));
  }
  expect(announced()).toHaveLength(1);
  expect(await outcome(push())).toBe("deploys");
});

test("a new secret makes what was signed with the old one worth nothing", async () => {
  const old = gitHub(push());
  const renewed = await Sources.renewSecret(owner(), { serviceId });
  expect((await deliver(push(), old)).status).toBe(400);
  secret = renewed.webhookSecret;
  expect(await outcome(push())).toBe("deploys");
});
