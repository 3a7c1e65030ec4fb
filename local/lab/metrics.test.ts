import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { NodeSample } from "#core/monitoring/sample.ts";
import { eventually } from "../faults/eventually.ts";
import { ensureImages } from "./images.ts";
import { labSupport } from "./support.ts";
import { accountOf, siteOf, type TestLab, testLab, userOfSlot, visit } from "./test-lab.ts";

describe.skipIf(!labSupport().ok)("what a node says of its sites", () => {
  let node: TestLab;
  const call = (name: string, input: unknown) => node.operator.primitive(name, input, { timeoutSeconds: 60 });
  const sample = async (after?: string) => NodeSample.parse(await call("node-metrics", after ? { after } : {}));
  const siteIn = ({ sites }: NodeSample, name: string) => sites.find(({ site }) => site === name);
  const answersOf = (found: NodeSample, name: string) => siteIn(found, name)?.answers;

  beforeAll(async () => {
    node = await testLab("metrics", { images: ["static"] });
    await ensureImages(node, ["static"]);
    for (const slot of [1, 2]) {
      const port = 10_000 + slot;
      await call("account-ensure", accountOf(slot, [port]));
      await call("stack-apply", { ...siteOf(slot, `s-site${slot}-1`, port, "hello"), home: `s-site${slot}` });
      await call("route-put", { site: `s-site${slot}`, hosts: [`site${slot}.localhost`], port, state: "live" });
    }
  });
  afterAll(() => node[Symbol.asyncDispose]());

  test("containers of all accounts are in one answer, each with what it used", async () => {
    const { containers, memoryFrom, node: machine } = await sample();
    expect(containers.map(({ user, stack }) => [user, stack])).toEqual([
      [userOfSlot(1), "s-site1-1"],
      [userOfSlot(2), "s-site2-1"],
    ]);
    for (const { cpuMs, memoryBytes, memoryPeakBytes, processes } of containers) {
      expect([cpuMs > 0, memoryBytes > 500_000, memoryBytes < 64_000_000, processes >= 2]).toEqual([
        true,
        true,
        true,
        true,
      ]);
      expect(memoryPeakBytes === null).toBe(memoryFrom === "processes");
    }
    expect(machine.memoryUsedMb).toBeLessThan(machine.memoryMb);
  });

  test("requests are counted by site and class, each once, and neither address nor path is written down", async () => {
    const before = await sample();
    for (const path of ["/", "/", "/secret-path"]) await visit(node.lab, "site1.localhost", path);
    await visit(node.lab, "nobody.localhost", "/");
    const expected = (answersOf(before, "s-site1") ?? [0, 0, 0, 0, 0]).map(
      (n, i) => n + (i === 1 ? 2 : i === 3 ? 1 : 0),
    );
    const after = await eventually("the ingress wrote them", async () => {
      const now = await sample();
      return JSON.stringify(answersOf(now, "s-site1")) === JSON.stringify(expected) && now;
    });
    const { times = [], bytesOut = 0 } = siteIn(after, "s-site1") ?? {};
    expect(times.reduce((sum, count) => sum + count, 0)).toBe(expected.reduce((sum, count) => sum + count, 0));
    expect(bytesOut).toBeGreaterThan(500);
    expect(answersOf(await sample(), "s-site1")).toEqual(expected);
    const log = await node.lab.inside("cat", ["/var/cache/rookery-ingress/traffic.log"]);
    expect(log).toMatch(/^site-s-site1 200 /m);
    expect(log).not.toMatch(/secret-path|127\.0\.0|10\.0\.2/);
  });

  test("a log that has grown is put aside, what was written to it until then still counts, and it is gone after", async () => {
    const [before] = [answersOf(await sample(), "s-site2") ?? [0, 0, 0, 0, 0]];
    const line = "site-s-site2 200 100 1000 0.003";
    const grow = `for i in {1..300000}; do echo '${line}'; done >> /var/cache/rookery-ingress/traffic.log`;
    await node.lab.inside("bash", ["-c", grow]);
    await sample();
    await visit(node.lab, "site2.localhost");
    const expected = [0, (before[1] ?? 0) + 300_001, 0, 0, 0];
    await eventually("all of it is counted", async () => {
      const now = await sample();
      return JSON.stringify(answersOf(now, "s-site2")) === JSON.stringify(expected);
    });
    const sizes = await node.lab.inside("bash", ["-c", "stat -c '%n %s' /var/cache/rookery-ingress/traffic.log*"]);
    expect(sizes).toMatch(/^\/var\/cache\/rookery-ingress\/traffic\.log \d{1,5}\n$/);
  });

  test("a container that fell over is told, with its exit code and that it was started again; one that was stopped is not", async () => {
    const { at } = await sample();
    const web = {
      image: "localhost/rookery/static:2",
      restart: "on-failure:20",
      healthcheck: { test: ["CMD", "true"] },
    };
    const command = ["sh", "-c", "test -e /tmp/again && exec sleep 600; touch /tmp/again; sleep 2; exit 3"];
    const compose = JSON.stringify({ services: { web: { ...web, command, tmpfs: ["/run"] } } });
    await call("stack-apply", { user: userOfSlot(1), stack: "s-falls-1", home: "s-falls", compose, waitSeconds: 5 });
    const exits = await eventually("it fell over", async () => {
      const found = (await sample(at)).exits;
      return found.some(({ restarted }) => restarted) && found;
    });
    expect(exits).toMatchObject([
      { user: userOfSlot(1), stack: "s-falls-1", service: "web", exitCode: 3, restarted: true, memoryUsedUp: false },
    ]);
    await call("stack-stop", { user: userOfSlot(1), stack: "s-falls-1" });
    expect((await sample(at)).exits).toHaveLength(1);
    expect((await sample(exits[0]?.at)).exits).toEqual([]);
    await call("stack-remove", { user: userOfSlot(1), stack: "s-falls" });
  });

  test("an account cannot make the node read what is not its own, wait, or speak of another account", async () => {
    const events = "/run/user/20002/libpod/tmp/events/events.log";
    const forged = JSON.stringify({
      ID: "a".repeat(64),
      Status: "died",
      Time: "2099-01-01T00:00:00Z",
      ContainerExitCode: 3,
      Attributes: { "com.docker.compose.project": "s-site1-1", "com.docker.compose.service": "web" },
    });
    await node.as(20_002, `echo '${forged}' >> ${events}`);
    expect((await sample("2026-01-01T00:00:00.000Z")).exits).toEqual([]);
    await node.as(20_002, `rm -f ${events}; mkfifo ${events}`);
    expect((await sample("2026-01-01T00:00:00.000Z")).containers).toHaveLength(2);
    await node.as(20_002, `rm -f ${events}; ln -s /dev/zero ${events}`);
    expect((await sample("2026-01-01T00:00:00.000Z")).containers).toHaveLength(2);
  });

  test("a site that is gone is forgotten", async () => {
    await call("route-remove", { site: "s-site2" });
    await sample();
    expect(siteIn(await sample(), "s-site2")).toBeUndefined();
  });
});
