import { readFile } from "node:fs/promises";
import { request } from "node:http";
import { resolve } from "node:path";
import type { Duplex } from "node:stream";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { appStacks } from "#core/hosting/compose/app-stacks.ts";
import { lintCompose } from "#core/hosting/compose/compose-lint.state.ts";
import { composeImages } from "#core/hosting/compose/registries.state.ts";
import { eventually } from "../faults/eventually.ts";
import { startLoad } from "./load.ts";
import { labSupport } from "./support.ts";
import { accountOf, siteOf, type TestLab, testLab, visit } from "./test-lab.ts";

const perSecond = 200;
const host = "app.localhost";
/** Waits for the program, so that one look is enough. */
const healthy = `until exec 3<>/dev/tcp/127.0.0.1/8080; do sleep 0.1; done 2> /dev/null
  printf 'GET /healthy HTTP/1.0\\r\\n\\r\\n' >&3; [[ $(head -c 12 <&3) = 'HTTP/1.1 204' ]]`;
const once = (script: string) => ({ test: ["CMD", "bash", script], interval: "1m", timeout: "50s", retries: 1 });
const app = resolve(import.meta.dirname, "../../node-bootstrap/test/app.pl");

describe.skipIf(!labSupport().ok)("a site that is redeployed", () => {
  let node: TestLab;
  let program: string;
  const call = (name: string, input: unknown) => node.operator.primitive(name, input, { timeoutSeconds: 60 });
  const { user, ...account } = accountOf(1, [10_001, 10_002, 10_003, 10_004]);
  const stack = (release: number) => ({ user, stack: `app-${release}` });
  const port = (release: number) => 10_000 + release;

  /** A release with a program of its own, and a port of its own. */
  const start = (release: number, ...more: string[]) => {
    const { image } = JSON.parse(siteOf(1, "app", port(release), "").compose).services.web;
    const web = {
      image,
      command: ["perl", "/srv/app/app.pl", `release ${release}`, ...more],
      init: true,
      read_only: true,
      ports: [`127.0.0.1:${port(release)}:8080`],
      volumes: ["./app:/srv/app:ro"],
      healthcheck: once("/srv/app/healthy"),
    };
    const compose = JSON.stringify({ services: { web } });
    return call("stack-apply", {
      ...stack(release),
      home: "app",
      compose,
      files: { "app/app.pl": program, "app/healthy": healthy },
      waitSeconds: 20,
    });
  };
  const lead = (release: number) =>
    call("route-put", { site: "app", hosts: [host], port: port(release), state: "live" });
  const openTo = async (release: number) =>
    ((await call("port-connections", { port: port(release) })) as { connections: number }).connections;
  const drained = (release: number, left = 0) =>
    eventually(`release ${release} has ${left} connections left`, async () => (await openTo(release)) === left);
  const requestsOf = async (release: number): Promise<string[]> => {
    const file = `/home/${user}/.local/state/rookery/output/app/app-${release}/web/now`;
    const log = await node.lab.inside("bash", ["-c", `cut -d' ' -f4- ${file}`]);
    return log.split("\n").filter((line) => /^(GET|POST) /.test(line));
  };

  beforeAll(async () => {
    node = await testLab("redeploy");
    program = await readFile(app, "utf8");
    await call("account-ensure", { user, ...account });
    expect(await start(1)).toMatchObject({ state: "healthy" });
    await lead(1);
  });
  afterAll(() => node[Symbol.asyncDispose]());

  /** Says a word on an open connection, and hears what the other side makes of it. */
  const say = (socket: Duplex, word: string) =>
    new Promise<string>((done, fail) => {
      socket
        .once("data", (heard: Buffer) => done(heard.toString()))
        .once("close", () => fail(new Error("it is closed")));
      socket.write(word);
    });
  const upgraded = () =>
    new Promise<Duplex>((done, fail) => {
      const headers = { host, connection: "upgrade", upgrade: "echo" };
      const opening = request({ host: node.lab.host, port: node.lab.httpPort, headers, agent: false });
      opening.once("upgrade", (_answer, socket: Duplex) => done(socket.on("error", () => {})));
      opening.once("error", fail).end();
    });

  test("three times under 200 requests a second loses none and sends none twice; a sick release gets none", async () => {
    const socket = await upgraded();
    const load = await startLoad(node.dir, host, perSecond);
    const seen: string[] = [];
    const retire = async (release: number) => {
      seen.push(...(await requestsOf(release)));
      await call("stack-stop", stack(release));
      await call("stack-remove", stack(release));
    };
    await load.answered(perSecond);
    expect(await start(2)).toMatchObject({ state: "healthy" });
    await lead(2);
    // What is open goes on where it began.
    expect(await say(socket, "still there")).toBe("release 1: still there");
    await drained(1, 1);
    const closed = new Promise((done) => socket.once("close", done));
    await retire(1);
    await closed;

    expect(await start(3, "sick")).toMatchObject({ state: "failed" });
    await load.answered(perSecond);
    expect(await requestsOf(3)).toEqual([]);
    await call("stack-remove", stack(3));

    for (const release of [3, 4]) {
      expect(await start(release)).toMatchObject({ state: "healthy" });
      await lead(release);
      await drained(release - 1);
      await retire(release - 1);
    }
    await load.answered(perSecond);
    const { sent, failed, pages } = await load.stop();
    seen.push(...(await requestsOf(4)));

    expect(failed).toEqual([]);
    expect(Object.keys(pages).sort()).toEqual(["release 1", "release 2", "release 3", "release 4"]);
    const loaded = seen.filter((line) => /^\S+ \/\d+ /.test(line));
    expect(loaded).toHaveLength(sent);
    expect(new Set(loaded).size).toBe(sent);
  });

  test("settings of its route change under 200 requests a second and lose none, kept connections or not", async () => {
    const load = await startLoad(node.dir, host, perSecond);
    await load.answered(perSecond / 2);
    const [old, third] = ["old.localhost", "third.localhost"];
    const redirect = (from: string) => ({ from, to: "http://elsewhere.localhost/x", code: 301, keepPath: true });
    for (const settings of [
      { hosts: [host, old], redirects: [redirect(old), redirect("/moved")] },
      { hosts: [host, old, third], redirects: [redirect("/moved")] },
      { hosts: [host] },
    ]) {
      await call("route-put", { site: "app", port: port(4), state: "live", ...settings });
      await load.answered(perSecond / 4);
    }
    const { sent, failed } = await load.stop();
    expect(sent).toBeGreaterThan(perSecond);
    expect(failed).toEqual([]);
  });

  test("leads to the same release after a restart of the node", async () => {
    await node.lab.reboot();
    // Until the ingress listens again nobody takes the connection.
    const answers = () =>
      visit(node.lab, host).then(
        ({ status }) => status === 200,
        () => false,
      );
    await eventually("it answers", answers);
    expect(await visit(node.lab, host)).toMatchObject({ text: "release 4\n" });
    // What releases wrote that are gone, and the one before the restart, is still there to be read.
    const log = (await call("stack-log", { user, home: "app", search: "GET /", order: "oldest", limit: 1 })) as {
      lines: { stack: string }[];
    };
    expect(log.lines).toMatchObject([{ stack: "app-1" }]);
  });

  test("changes over without a reload of the ingress, which would end what other sites' visitors have open", async () => {
    const workers = () => node.lab.inside("pgrep", ["-f", "nginx: worker"]);
    const before = await workers();
    expect(await start(1)).toMatchObject({ state: "healthy" });
    await lead(1);
    expect(await visit(node.lab, host)).toMatchObject({ text: "release 1\n" });
    expect(await workers()).toBe(before);
  });

  describe("as an app of a compose file with a database", () => {
    const shop = "shop.localhost";
    const check = `getent hosts db && { ${healthy}; }`;
    const content = (text: string) => ({ content: text.replaceAll("$", "$$$$") });
    const file = (words: readonly string[]) => ({
      services: {
        web: {
          image: "localhost/rookery/static:2",
          command: ["perl", "/srv/app.pl", ...words],
          init: true,
          "x-rookery": { web: 8080 },
          depends_on: ["db"],
          configs: [
            { source: "program", target: "/srv/app.pl" },
            { source: "check", target: "/srv/healthy" },
          ],
          healthcheck: once("/srv/healthy"),
        },
        db: {
          image: "localhost/rookery/static:2",
          command: ["sleep", "infinity"],
          init: true,
          healthcheck: { disable: true },
          volumes: ["data:/data"],
        },
      },
      volumes: { data: null },
      configs: { program: content(program), check: content(check) },
    });
    /** As the platform does: what keeps data first, then the release that it joins. */
    const deploy = async (release: number, ...words: string[]) => {
      const plan = { name: "Test", memoryMb: 256, cpus: 1, processes: 100 };
      const { app, findings } = lintCompose(JSON.stringify(file(words)), { ...composeImages, plan });
      if (!app) throw new Error(findings.map(({ message }) => message).join("\n"));
      const context = { stack: `shop-${release}`, service: "shop", port: port(release), images: {}, secrets: {} };
      const { release: own, data, overlaps } = appStacks(app, { ...context, limits: plan, labels: {} });
      expect(overlaps).toBe(true);
      for (const { stack: name, compose } of data) {
        const input = { user, stack: name, home: "shop", compose, waitSeconds: 20 };
        expect(await call("stack-apply", input)).toMatchObject({ state: "healthy" });
      }
      const join = data.map(({ name, stack: joined }) => ({ stack: joined, alias: name }));
      const input = { user, stack: `shop-${release}`, home: "shop", ...own, join, waitSeconds: 20 };
      return call("stack-apply", input);
    };
    const leadShop = (release: number) =>
      call("route-put", { site: "shop", hosts: [shop], port: port(release), state: "live" });
    const database = () => node.as(20_001, "podman inspect --format '{{.Id}} {{.State.StartedAt}}' shop-c-db-db-1");

    test("a deploy, a sick one and a way back under load lose no request and leave the database as it is", async () => {
      expect(await deploy(2, "two")).toMatchObject({ state: "healthy" });
      await leadShop(2);
      await node.as(20_001, "podman exec shop-c-db-db-1 sh -c 'echo kept > /data/note'");
      const before = await database();
      const load = await startLoad(node.dir, shop, perSecond);
      await load.answered(perSecond / 2);
      expect(await deploy(3, "three", "sick")).toMatchObject({ state: "failed" });
      await load.answered(perSecond / 2);
      await call("stack-remove", { user, stack: "shop-3" });
      for (const [release, words] of [
        [3, "three"],
        [2, "two"],
      ] as const) {
        expect(await deploy(release, words)).toMatchObject({ state: "healthy" });
        // Each release meets the database, and nothing of the other.
        const meets = await node.as(20_001, `podman exec shop-${release}-web-1 sh -c 'getent hosts web | wc -l'`);
        expect(meets.trim()).toBe("1");
        await leadShop(release);
        const old = release === 3 ? 2 : 3;
        await drained(old);
        await call("stack-stop", { user, stack: `shop-${old}` });
        await call("stack-remove", { user, stack: `shop-${old}` });
      }
      await load.answered(perSecond / 2);
      const { failed, pages } = await load.stop();
      expect(failed).toEqual([]);
      expect(Object.keys(pages).sort()).toEqual(["three", "two"]);
      expect(await database()).toBe(before);
      expect(await node.as(20_001, "podman exec shop-c-db-db-1 cat /data/note")).toBe("kept\n");
    });
  });
});
