import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import * as Builds from "../builds/index.ts";
import { DomainError } from "../kernel/errors.ts";
import type { Id } from "../kernel/id.ts";
import type { Ctx } from "../kernel/operation.ts";
import type { FakeNode } from "../nodes/fake-nodes.ts";
import * as Orders from "../orders/index.ts";
import * as Releases from "../releases/index.ts";
import * as Services from "../services/index.ts";
import * as Sources from "../sources/index.ts";
import { type TestPlatform, testPlatform } from "./test-platform.ts";

let platform: TestPlatform;
let node: FakeNode & { id: Id<"node"> };
let owner: Ctx;
let as: Awaited<ReturnType<TestPlatform["customer"]>>["as"];
let accountId: Id<"account">;
let serviceId: Id<"service">;
let site = 0;

const hostKey = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAfuCHKVTjquxvt6CM6tdG4SLp1Btn/nOeHHE5UOzRdf";
const repository = { url: "git@github.com:team/shop.git", branch: "main", folder: "apps/shop" };

beforeAll(async () => {
  platform = await testPlatform();
  node = await platform.readyNode(32_768);
});
afterAll(() => platform.close());
beforeEach(async () => {
  ({ owner, as, accountId } = await platform.customer());
  node.nextBuilds = [];
  node.nextStates = [];
  site += 1;
  const order = await platform.paidOrder(owner, `build-${site}`);
  await platform.deliverFor(60);
  serviceId = order.serviceId as Id<"service">;
  await Sources.connect(owner, { serviceId, ...repository });
  node.calls.length = 0;
});

const byService = () => ({ serviceId });
const home = () => Releases.homeOf(serviceId);
const mine = () => node.accounts.get(`c-${accountId.slice(4).toLowerCase()}`);
const releases = async () => (await Releases.list(owner, byService())).items;
const states = async () => (await releases()).map(({ number, state }) => `${number} ${state}`);
const builds = async () => (await Builds.list(owner, byService())).items;
const log = (number: number, after = 0) => Builds.log(as("technical"), { serviceId, number, after });
const deploy = async () => {
  await Builds.deploy(as("technical"), byService());
  await platform.deliverFor(90);
};
const refused = (code: string) => expect.objectContaining({ code });
const gone = { code: "build.no_dockerfile", message: "The source has no Dockerfile. Add one, or say where it is." };

/** As a webhook that was found genuine. */
async function push(commit: string): Promise<string> {
  const { source } = await Sources.get(owner, byService());
  const { outcome } = await Sources.receive(platform.world.as({ type: "webhook", source: "git" }), {
    ...{ sourceId: source?.id as Id<"source">, ping: false },
    push: { branch: "main", commit },
  });
  return outcome;
}

describe("a deploy of a website with a repository", () => {
  test("builds the newest on its node, runs what was built, and says which commit it is and who asked", async () => {
    await deploy();
    expect(await states()).toEqual(["2 live", "1 superseded"]);
    expect((await releases())[0]).toMatchObject({
      ...{ cause: "deploy", requestedBy: { kind: "member", name: "Ada" } },
      ...{
        revision: "5f3c1d2e4b6a79808f1e2d3c4b5a69788796a5b4",
        commit: { subject: "Say hello", author: "Ann Author" },
      },
    });
    expect(mine()?.images).toEqual(new Set([`localhost/${home()}:2`]));
    expect(node.applied.at(-1)?.compose).toContain(`localhost/${home()}:2`);
    expect(await builds()).toMatchObject([
      { number: 2, state: "built", revision: { subject: "Say hello" }, failure: null },
    ]);
  });

  test("gives the node the branch, the folder, the key and the host's key, and no other part of the platform any of them", async () => {
    let given: unknown;
    node.meanwhile("build-status", async () => {
      given = [...(mine()?.builds.values() ?? [])][0]?.input;
    });
    await deploy();
    expect(given).toMatchObject({
      folder: "apps/shop",
      source: {
        ...{ kind: "git", url: "ssh://git@github.com/team/shop.git", ref: "main" },
        ...{
          key: expect.stringContaining("OPENSSH PRIVATE KEY"),
          knownHosts: expect.stringMatching(/^github.com ssh-ed25519/),
        },
      },
    });
    const shown = JSON.stringify([
      await releases(),
      await builds(),
      await log(2),
      await Sources.get(owner, byService()),
    ]);
    expect(shown).not.toContain("PRIVATE KEY");
  });

  test("gives the account room to build in while it builds, and takes it back", async () => {
    let during: number | undefined;
    node.meanwhile("build-status", async () => {
      during = mine()?.limits.memoryMb;
    });
    await deploy();
    expect(during).toBe(64 + 64 + 1024);
    expect(mine()?.limits.memoryMb).toBe(64);
  });

  test("keeps what the build wrote when the node has forgotten it", async () => {
    await deploy();
    expect(mine()?.builds.size).toBe(0);
    const { lines, cursor, state } = await log(2);
    expect(lines.map(({ text }) => text)).toEqual(["Fetching main of github.com", "The image is ready."]);
    expect(state).toBe("built");
    expect(await log(2, cursor)).toMatchObject({ lines: [], more: false });
  });

  test("whose build fails leaves what is live alone, and says why in words for people", async () => {
    node.nextBuilds = [gone];
    await deploy();
    expect(await states()).toEqual(["2 failed", "1 live"]);
    expect((await releases())[0]?.failure).toMatchObject(gone);
    expect((await builds())[0]).toMatchObject({ state: "failed", failure: gone });
    expect((await log(2)).lines.at(-1)?.text).toBe(gone.message);
    expect(mine()?.limits.memoryMb).toBe(64);
    await deploy();
    expect(await states()).toEqual(["3 live", "2 failed", "1 superseded"]);
  });

  test("that is cancelled ends its build on the node", async () => {
    node.nextBuilds = ["never"];
    await Builds.deploy(owner, byService());
    await platform.deliverFor(30);
    expect([...(mine()?.builds.values() ?? [])].map(({ state }) => state)).toEqual(["building"]);
    await Releases.cancel(owner, { serviceId, number: 2 });
    await platform.deliverFor(30);
    expect(await states()).toEqual(["2 cancelled", "1 live"]);
    expect((await builds())[0]).toMatchObject({ state: "cancelled" });
    expect(mine()?.builds.size).toBe(0);
  });

  test("survives lost answers of the node at every call", async () => {
    for (const primitive of ["build-start", "build-status", "build-remove", "account-ensure"] as const) {
      node.fail(primitive, "after");
    }
    await Builds.deploy(owner, byService());
    await platform.deliverFor(300);
    expect(await states()).toEqual(["2 live", "1 superseded"]);
  });

  test("is begun anew on a node that has lost the build", async () => {
    node.nextBuilds = ["never"];
    await Builds.deploy(owner, byService());
    await platform.deliverFor(5);
    mine()?.builds.clear();
    await platform.deliverFor(60);
    expect(await states()).toEqual(["2 live", "1 superseded"]);
  });

  test("is refused where there is no repository, to whoever only reads, and while another deploy is under way", async () => {
    await expect(Builds.deploy(as("reader"), byService())).rejects.toEqual(refused("auth.forbidden"));
    await Builds.deploy(owner, byService());
    await expect(Builds.deploy(owner, byService())).rejects.toEqual(refused("operation.in_progress"));
    await platform.deliverFor(90);
    await Sources.disconnect(owner, byService());
    await expect(Builds.deploy(owner, byService())).rejects.toEqual(refused("source.not_found"));
    const stranger = await platform.customer();
    await expect(Builds.deploy(stranger.owner, byService())).rejects.toEqual(refused("service.not_found"));
    await expect(Builds.log(stranger.owner, { serviceId, number: 2 })).rejects.toEqual(refused("service.not_found"));
  });

  test("that waits for a repository that is disconnected meanwhile says so", async () => {
    await Builds.deploy(owner, byService());
    await Sources.disconnect(owner, byService());
    await platform.deliverFor(60);
    expect((await releases())[0]).toMatchObject({ state: "failed", failure: { code: "source.disconnected" } });
  });
});

describe("a look at a repository", () => {
  const typed = { url: "https://git.example/team/shop.git", branch: "main" };
  const look = (more: object = {}) => Sources.check(as("technical"), { serviceId, ...typed, ...more });
  const seen = () => node.lookedAt.at(-1)?.source;

  test("is the node's, with what was typed and nothing of another address", async () => {
    expect(await look({ token: "a:secret/token" })).toEqual({ outcome: "found", commit: expect.any(String) });
    expect(seen()).toEqual({
      ...{ kind: "git", ref: "main" },
      url: "https://a:secret%2Ftoken@git.example/team/shop.git",
    });
    await look({ url: "git@git.example:team/other.git", hostKey });
    expect(seen()).toEqual({
      ...{ kind: "git", ref: "main", url: "ssh://git@git.example/team/other.git" },
      knownHosts: `git.example ${hostKey}\n`,
    });
  });

  test("of the one that is connected is made with the key that is kept, which nobody is shown", async () => {
    const answer = await look({ url: repository.url });
    expect(seen()).toMatchObject({
      key: expect.stringContaining("OPENSSH PRIVATE KEY"),
      knownHosts: expect.stringMatching(/^github.com ssh-ed25519/),
    });
    expect(Object.keys(answer)).toEqual(["outcome", "commit"]);
  });

  test("says what is wrong by its outcome, and of what it does not know that nothing was reached", async () => {
    const outcomes = {
      "build.source_unreachable": "unreachable",
      "build.repository_unknown": "repository_unknown",
      "build.ref_unknown": "branch_unknown",
      "build.key_refused": "key_refused",
      "build.access_refused": "access_refused",
      "build.host_key_unknown": "host_key_unknown",
      "build.host_key_differs": "host_key_differs",
      "build.something_new": "unreachable",
    };
    for (const [code, outcome] of Object.entries(outcomes)) {
      node.nextLooks = [code];
      expect(await look({ url: repository.url })).toEqual({ outcome, commit: null });
    }
  });

  test("by ssh before there is a deploy key says that the server is the right one and the key is still to come", async () => {
    node.nextLooks = ["build.key_refused"];
    const answer = await look({ url: "git@git.example:team/other.git", hostKey });
    expect(answer).toEqual({ outcome: "key_missing", commit: null });
  });

  test("is refused to whoever may not connect one, without the key of a server that nobody knows, and to other accounts", async () => {
    const asked = node.lookedAt.length;
    await expect(Sources.check(as("reader"), { serviceId, ...typed })).rejects.toEqual(refused("auth.forbidden"));
    await expect(look({ url: "git@git.example:team/other.git" })).rejects.toMatchObject({
      fields: [{ path: "hostKey" }],
    });
    const other = await platform.customer();
    await expect(Sources.check(other.owner, { serviceId, ...typed })).rejects.toEqual(refused("service.not_found"));
    expect(node.lookedAt).toHaveLength(asked);
  });

  test("before a website is ordered is a ready node's, in the name of its account, with nothing that opens anything", async () => {
    const other = await platform.customer();
    expect(await Sources.checkOrdered(other.owner, typed)).toEqual({ outcome: "found", commit: expect.any(String) });
    expect(node.lookedAt.at(-1)).toEqual({
      user: `c-${other.accountId.slice(4).toLowerCase()}`,
      source: { kind: "git", url: typed.url, ref: "main" },
    });
    node.nextLooks = ["build.key_refused"];
    const byOwner = await Sources.checkOrdered(as("owner"), { ...typed, url: repository.url });
    expect(byOwner).toEqual({ outcome: "key_missing", commit: null });
    expect(seen()).not.toHaveProperty("key");
    await expect(Sources.checkOrdered(other.as("technical"), typed)).rejects.toEqual(refused("auth.forbidden"));
    await expect(
      Sources.checkOrdered(other.owner, { ...typed, url: "git@git.example:team/other.git" }),
    ).rejects.toMatchObject({ fields: [{ path: "hostKey" }] });
  });
});

describe("images", () => {
  test("stay for as long as a release can be gone back to, which needs no build, and no longer", async () => {
    for (let count = 0; count < 8; count++) await deploy();
    const kept = (await releases()).flatMap(({ number, kept }) =>
      kept && number > 1 ? [`localhost/${home()}:${number}`] : [],
    );
    expect(kept).toHaveLength(6);
    expect(mine()?.images).toEqual(new Set(kept));
    node.calls.length = 0;
    await Releases.rollBack(owner, { serviceId, number: 5 });
    await platform.deliverFor(60);
    expect(node.applied.at(-1)?.compose).toContain(`localhost/${home()}:5`);
    expect(node.calls).not.toContain("build-start");
    expect((await releases())[0]).toMatchObject({ state: "live", cause: "rollback", commit: { subject: "Say hello" } });
  });
});

test("the image of a release that failed goes with its release, or with the next build where it was still in use", async () => {
  node.nextStates = ["failed", "failed"];
  const inUse = () => new DomainError("conflict", "image.in_use", "A container still runs on this image.");
  node.fail("user-image-remove", "before", 1, inUse);
  await deploy();
  expect(await states()).toEqual(["2 failed", "1 live"]);
  expect(mine()?.images).toEqual(new Set([`localhost/${home()}:2`]));
  await deploy();
  expect(await states()).toEqual(["3 live", "2 failed", "1 superseded"]);
  expect(mine()?.images).toEqual(new Set([`localhost/${home()}:3`]));
});

describe("pushes", () => {
  const commit = (letter: string) => letter.repeat(40);

  test("that come while one is deployed end in one deploy of the newest", async () => {
    expect(await push(commit("a"))).toBe("deploys");
    await platform.deliver();
    for (const letter of ["b", "c", "d"]) expect(await push(commit(letter))).toBe("deploys");
    await platform.deliverFor(180);
    expect(await states()).toEqual(["3 live", "2 superseded", "1 superseded"]);
    expect((await releases()).slice(0, 2).map(({ cause }) => cause)).toEqual(["push", "push"]);
  });

  test("wait while the website is suspended, and are deployed when it is back", async () => {
    await Services.suspend(platform.asStaff(), byService());
    await platform.deliverFor(30);
    await push(commit("e"));
    await platform.deliverFor(30);
    expect(await states()).toEqual(["1 live"]);
    await Services.resume(platform.asStaff(), byService());
    await platform.deliverFor(120);
    expect(await states()).toEqual(["2 live", "1 superseded"]);
  });

  test("are deployed once, however often their messages come", async () => {
    await push(commit("f"));
    const { source } = await Sources.get(owner, byService());
    for (let count = 0; count < 3; count++) {
      await Builds.deployPush(platform.asSystem, { sourceId: source?.id as Id<"source"> });
    }
    await platform.deliverFor(120);
    expect(await states()).toEqual(["2 live", "1 superseded"]);
  });
});

describe("an archive", () => {
  const archive = { name: "shop.zip", format: "zip" as const, sizeBytes: 2_048, sha256: "ab".repeat(32) };
  const key = () => `${accountId}/${serviceId}/${archive.sha256}.zip`;
  const sign = (given: object = {}) => Builds.signUpload(as("technical"), { serviceId, ...archive, ...given });
  const deployIt = () => Builds.deployUpload(as("technical"), { serviceId, folder: "site", ...archive });

  test("is uploaded below its own account, with its size, its kind and its digest in what is signed", async () => {
    const { url } = await sign();
    expect(platform.archives.signed.get(url ?? "")).toEqual({
      key: key(),
      seconds: 3_600,
      headers: {
        "content-length": "2048",
        "content-type": "application/zip",
        "x-amz-checksum-sha256": Buffer.from(archive.sha256, "hex").toString("base64"),
      },
    });
    await expect(sign({ sizeBytes: 256 * 1024 * 1024 + 1 })).rejects.toThrow("256 MB");
    await expect(sign({ sha256: "../../another" })).rejects.toThrow("SHA-256");
    await expect(sign({ format: "rar" })).rejects.toThrow();
    await expect(Builds.signUpload(as("reader"), { serviceId, ...archive })).rejects.toEqual(refused("auth.forbidden"));
  });

  test("is deployed once it has arrived whole, and not before", async () => {
    await expect(deployIt()).rejects.toEqual(refused("upload.missing"));
    platform.archives.arrived.set(key(), 2_047);
    await expect(deployIt()).rejects.toEqual(refused("upload.differs"));
    platform.archives.arrived.set(key(), 2_048);
    expect((await sign()).url).toBeNull();
    let given: unknown;
    node.meanwhile("build-status", async () => {
      given = [...(mine()?.builds.values() ?? [])][0]?.input;
    });
    await deployIt();
    await platform.deliverFor(90);
    expect(given).toMatchObject({
      folder: "site",
      source: {
        ...{ kind: "archive", format: "zip", sha256: archive.sha256 },
        url: `https://archives.example/${key()}?signature=for-900-seconds`,
      },
    });
    expect(await states()).toEqual(["2 live", "1 superseded"]);
    expect((await releases())[0]).toMatchObject({ cause: "upload" });
    expect((await builds())[0]).toMatchObject({ archive, url: null, branch: null, folder: "site", state: "built" });
    expect(JSON.stringify([await releases(), await builds(), await log(2)])).not.toContain("signature");
  });
});

describe("code that was ordered with the website", () => {
  const orderWith = async (source: Parameters<typeof Orders.place>[1]["source"]) => {
    site += 1;
    const siteName = `ordered-${site}`;
    const placed = await platform.paidOrder(owner, siteName, { source });
    serviceId = placed.serviceId as Id<"service">;
    await platform.deliverFor(120);
    return Orders.get(owner, { orderId: placed.id });
  };

  test("in a public repository is built as soon as the website stands", async () => {
    const order = await orderWith({ kind: "git", url: "https://github.com/team/site", branch: "main", folder: "web" });
    expect(order).toMatchObject({ state: "fulfilled", source: { url: "https://github.com/team/site", folder: "web" } });
    expect(await states()).toEqual(["2 live", "1 superseded"]);
    expect((await releases())[0]).toMatchObject({ cause: "deploy" });
  });

  test("that can't be built leaves the website with its welcome page, paid, and the reason in sight", async () => {
    node.nextBuilds = [gone];
    const order = await orderWith({ kind: "git", url: "https://github.com/team/site", branch: "main" });
    expect(order).toMatchObject({ state: "fulfilled", refundedAt: null });
    expect(await states()).toEqual(["2 failed", "1 live"]);
    expect((await releases())[0]).toMatchObject({ failure: gone });
  });

  test("behind a deploy key waits until somebody has added the key and deploys it", async () => {
    await orderWith({ kind: "git", url: "git@github.com:team/site.git", branch: "main" });
    expect(await states()).toEqual(["1 live"]);
    expect((await Sources.get(owner, byService())).source).toMatchObject({
      deployKey: expect.stringMatching(/^ssh-ed25519 /),
      hostKey: expect.stringMatching(/^ssh-ed25519 /),
    });
    await deploy();
    expect(await states()).toEqual(["2 live", "1 superseded"]);
  });

  test("on a host that is not known is refused without its key; so is code of an app that is not built", async () => {
    const git = { kind: "git" as const, url: "git@git.example.org:team/site.git", branch: "main" };
    await expect(orderWith(git)).rejects.toThrow("Enter the key of git.example.org");
    const app = { template: "image", parameters: { reference: "nginx:1" } };
    const archive = { kind: "archive" as const };
    const wanted = { planId: platform.plan.id, siteName: "not-built", app, source: archive };
    await expect(Orders.place(owner, wanted)).rejects.toEqual(refused("app.not_built"));
  });
});
