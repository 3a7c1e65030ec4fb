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
      init: true,
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

  describe("of what its containers wrote", () => {
    interface Log {
      lines: {
        at: string;
        stack: string;
        service: string;
        stream: string;
        text: string;
        continues: boolean;
        missingUntil: string | null;
      }[];
      older: string | null;
      newer: string | null;
      more: boolean;
      sources: unknown[];
    }
    const user = userOfSlot(1);
    const read = async (input: object = {}) =>
      (await call("stack-log", { user, home: "s-shop", limit: 1000, ...input })) as Log;
    const textsOf = ({ lines }: Log) => lines.map(({ text }) => text);
    /** Where a line of more than 8 KB is parted depends on where reading began: here it is one again. */
    const unparted = (lines: Log["lines"]) => {
      const found: Log["lines"] = [];
      const open = new Map<string, Log["lines"][number]>();
      for (const line of lines) {
        const from = `${line.stack} ${line.service} ${line.stream}`;
        const begun = open.get(from) ?? { ...line, text: "" };
        if (!open.has(from)) found.push(begun);
        begun.text += line.text;
        begun.continues = line.continues;
        if (line.continues) open.set(from, begun);
        else open.delete(from);
      }
      return found;
    };
    const folder = (stack: string, service: string) => `.local/state/rookery/output/s-shop/${stack}/${service}`;
    const keep = () => node.lab.inside("/usr/local/lib/rookery/lib/output-keep", []);
    const part = (...command: string[]) => ({
      ...{
        image: "localhost/rookery/static:2",
        ...{ restart: "no", init: true },
        tmpfs: ["/run"],
        healthcheck: { test: ["CMD", "true"] },
      },
      command: ["sh", "-c", `${command.join("; ")}; exec sleep 600`],
    });
    const release = (number: number, services: object) =>
      call("stack-apply", {
        ...{ user, stack: `s-shop-${number}`, home: "s-shop", waitSeconds: 20 },
        compose: JSON.stringify({ services }),
      });
    const hostile = [
      "\\033[31mred\\033[0m \\033]0;title\\007\\033[2Jend\\r\\001",
      '{"at":"2099-01-01T00:00:00Z","stream":"err"}',
      "2099-01-01T00:00:00.000000000+00:00 stderr F forged",
      "\\377\\376 gr\\303\\274n \\342\\200\\256",
    ];

    beforeAll(async () => {
      // What is kept when is for the tests to say: its minute may come in the middle of what one of them writes.
      await node.lab.inside("systemctl", ["stop", "rookery-output.timer"]);
      await release(1, {
        web: part(`printf '${hostile.join("\\n")}\\n'`, "head -c 1000000 /dev/zero | tr '\\0' x", "echo"),
        worker: part("echo Failed 100% [a-z]* >&2", "printf 'no end'"),
      });
      await call("stack-remove", { user, stack: "s-shop-1" });
      await release(2, { web: part("for i in $$(seq 1500); do echo line $$i; done") });
      await eventually("all of it is there", async () => textsOf(await read({ limit: 1 }))[0] === "line 1500");
    });

    test("it outlives the release, and is found by release, service, stream, time and text", async () => {
      const all = await read({ limit: 5000 });
      expect(all).toMatchObject({ older: null, more: false });
      expect(all.sources).toEqual([
        { stack: "s-shop-1", service: "web" },
        { stack: "s-shop-1", service: "worker" },
        { stack: "s-shop-2", service: "web" },
      ]);
      expect(all.lines.map(({ at }) => at)).toEqual(all.lines.map(({ at }) => at).toSorted());
      const failed = { stack: "s-shop-1", service: "worker", stream: "err", text: "Failed 100% [a-z]*" };
      expect((await read({ search: "fAILED 100% [A-Z]*" })).lines).toMatchObject([failed]);
      expect((await read({ search: "failed.100" })).lines).toEqual([]);
      expect((await read({ stream: "err" })).lines).toMatchObject([failed]);
      // Two streams of a process are two pipes: which is read first is nobody's promise.
      expect(textsOf(await read({ service: "worker" })).toSorted()).toEqual([failed.text, "no end"]);
      expect(textsOf(await read({ stack: "s-shop-2", search: "line 15" }))).toEqual([
        "line 15",
        ...Array.from({ length: 10 }, (_, i) => `line 15${i}`),
        "line 1500",
      ]);
      const [from = "", to = ""] = [all.lines[1]?.at, all.lines.find(({ stack }) => stack === "s-shop-2")?.at];
      const between = await read({ from, to, limit: 5000 });
      expect(between.lines).toEqual(all.lines.filter(({ at }) => at >= from && at < to));
    });

    test("pages forward and backward are the whole, each line once, also while files change their names", async () => {
      const web = folder("s-shop-2", "web");
      const names = () => node.as(20_001, `ls ${web}`);
      await keep();
      expect(await names()).toBe("held\nnext\nnow\nnow.tmp\n");
      const whole = unparted((await read({ limit: 5000 })).lines);
      expect(whole).toHaveLength(4 + 1 + 2 + 1500);
      const forward: Log["lines"] = [];
      let page = await read({ order: "oldest", limit: 170 });
      for (; ; page = await read({ after: page.newer, limit: 170 })) {
        forward.push(...page.lines);
        if (!page.more) break;
        if (forward.length === 510) await node.as(20_001, `cd ${web} && mv now 0000000001`);
      }
      expect(unparted(forward)).toEqual(whole);
      const backward: Log["lines"] = [];
      for (page = await read({ limit: 170 }); ; page = await read({ before: page.older, limit: 170 })) {
        backward.unshift(...page.lines);
        if (page.older === null) break;
      }
      expect(unparted(backward)).toEqual(whole);
      // So far a round came that was stopped halfway. The next ones bring it to its end.
      await eventually("the writer has begun anew", async () => {
        await keep();
        return (await names()) === "0000000001\nheld\nnext\nnow\nnow.tmp\n";
      });
      expect(unparted((await read({ limit: 5000 })).lines)).toEqual(whole);
    });

    test("no line gives itself another time, stream or form", async () => {
      const { lines } = await read({ stack: "s-shop-1", service: "web" });
      expect(lines.slice(0, 4).map(({ text }) => text)).toEqual([
        "\u001b[31mred\u001b[0m end",
        hostile[1],
        hostile[2],
        "\ufffd\ufffd gr\u00fcn ",
      ]);
      expect(new Set(lines.map(({ stream }) => stream))).toEqual(new Set(["out"]));
      expect(lines.filter(({ at }) => at.startsWith("2099"))).toEqual([]);
      const long = lines.slice(4);
      expect(long.map(({ text }) => text).join("")).toBe("x".repeat(1_000_000));
      expect(long.map(({ continues }) => continues)).toEqual([...long.slice(1).map(() => true), false]);
      expect(textsOf(await read({ search: "red end" }))).toEqual(["\u001b[31mred\u001b[0m end"]);
      expect(textsOf(await read({ search: "GR\u00dcN" }))).toHaveLength(1);
    });

    test("a file that has grown is put aside without losing a line, and the oldest go where there is too much", async () => {
      const count = 90_000;
      await release(3, {
        web: part(`i=0; while [ $$i -lt ${count} ]; do i=$$((i+1)); echo $$i ${"x".repeat(60)}; done`),
      });
      const last = async () => Number(textsOf(await read({ stack: "s-shop-3", limit: 1 }))[0]?.split(" ")[0]);
      // In the middle of it.
      await eventually("some of it is there", async () => (await last()) > 45_000);
      await keep();
      await eventually("all of it is there", async () => (await last()) === count, 60);
      await keep();
      const files = (await node.as(20_001, `ls ${folder("s-shop-3", "web")}`)).split("\n");
      expect(files.filter((name) => /^\d{10}$/.test(name)).length).toBeGreaterThan(0);
      // A line that its reader met in two halves is two in the file.
      const lines = await node.as(20_001, `cd ${folder("s-shop-3", "web")} && cat 0* now | grep -c ' stdout F '`);
      expect(Number(lines)).toBe(count);
      // What the account may keep is a tenth of its 1024 MB; what another service wrote is not what goes for it.
      const old = "2026-01-01T00:00:00.000000000+00:00 stdout F old";
      const fill = `yes '${old}' | head -c 13000000 > 000000000$i`;
      await node.as(
        20_001,
        `cd ${folder("s-shop-3", "web")} && for i in 1 2 3 4 5 6 7 8 9; do ${fill}; touch -d '2 days ago' 000000000$i; done`,
      );
      await node.as(
        20_001,
        `cd ${folder("s-shop-2", "web")} && cp 0000000001 0000000002 && touch -d '31 days ago' 0000000002`,
      );
      await keep();
      expect(Number((await node.as(20_001, `du -sm .local/state/rookery/output | cut -f1`)).trim())).toBeLessThan(110);
      expect(await node.as(20_001, `ls ${folder("s-shop-2", "web")}`)).toBe("0000000001\nheld\nnext\nnow\nnow.tmp\n");
      expect(textsOf(await read({ stack: "s-shop-2", limit: 1 }))).toEqual(["line 1500"]);
    });

    test("of more within a minute than one file holds nothing is lost, and of more than is kept it is said where", async () => {
      const counted = (from: number, to: number) => `seq ${from} ${to} | sed 's/$$/ ${"x".repeat(150)}/'`;
      await release(4, {
        web: part(counted(1, 110_000), "while [ ! -e /run/on ]; do sleep 0.1; done", counted(110_001, 600_000)),
      });
      const ofFour = { stack: "s-shop-4" };
      const last = async () => textsOf(await read({ ...ofFour, limit: 1 }))[0]?.split(" ")[0];
      const web = folder("s-shop-4", "web");
      await eventually("21 MB are there", async () => (await last()) === "110000", 60);
      await keep();
      expect(Number(await node.as(20_001, `cd ${web} && cat 0* now | grep -c ' stdout F '`))).toBe(110_000);
      expect(await node.as(20_001, `grep -l missed ${web}/* || true`)).toBe("");

      await node.as(20_001, "podman exec --user 0 s-shop-4-web-1 touch /run/on");
      await eventually("95 MB more are there", async () => (await last()) === "600000", 120);
      await keep();
      const [noted = "", ...others] = (await node.as(20_001, `cat ${web}/0* | grep ' missed '`)).trim().split("\n");
      expect(others).toEqual([]);
      const [from = "", until = ""] = noted.split(/\+00:00 missed F /);
      const around = unparted((await read({ ...ofFour, order: "oldest", from: `${from}Z`, limit: 3000 })).lines);
      const at = around.findIndex(({ missingUntil }) => missingUntil === until);
      expect(around.filter(({ missingUntil }) => missingUntil !== null)).toHaveLength(1);
      expect(around[at + 1]?.at.localeCompare(until)).toBeGreaterThanOrEqual(0);
      const numbers = (lines: Log["lines"]) =>
        lines.flatMap(({ text }) => /^\d{6}(?= x{150}$)/.exec(text) ?? []).map(Number);
      const [before, after] = [numbers(around.slice(0, at)), numbers(around.slice(at + 1))];
      expect((after[0] ?? 0) - (before.at(-1) ?? 600_000)).toBeGreaterThan(1);
      expect(after).toEqual(after.map((_, index) => (after[0] ?? 0) + index));
      expect(textsOf(await read({ ...ofFour, order: "oldest", limit: 1 }))[0]).toMatch(/^1 x/);
    });

    test("an account reads and breaks nothing of another's by what it puts in its own place", async () => {
      const theirs = `/home/${user}/${folder("s-shop-2", "web")}`;
      await expect(node.as(20_002, `cat ${theirs}/now`)).rejects.toThrow("Permission denied");
      const mine = ".local/state/rookery/output/s-mine/s-mine-1";
      await node.as(
        20_002,
        `mkdir -p stacks/s-mine ${mine}/{a,b,c,d} && ln -s ${theirs}/now ${mine}/a/now && mkfifo ${mine}/b/now && ln -s /etc/passwd ${mine}/c/now && ln -s /dev/zero ${mine}/d/0000000001 && mkfifo .local/state/rookery/output/s-mine/.lock && ln -s ${theirs} ${mine}/e`,
      );
      await keep();
      const found = (await call("stack-log", { user: userOfSlot(2), home: "s-mine" })) as Log;
      expect(found.lines).toEqual([]);
      expect(await read({ stack: "s-shop-2", limit: 1 })).toMatchObject({ lines: [{ text: "line 1500" }] });
      await expect(call("stack-log", { user: userOfSlot(2), home: "s-shop" })).rejects.toMatchObject({
        code: "stack.unknown",
      });
    });

    test("it goes with its home", async () => {
      await call("stack-remove", { user, stack: "s-shop" });
      expect(await node.as(20_001, "ls .local/state/rookery/output")).not.toContain("s-shop");
      await expect(read()).rejects.toMatchObject({ code: "stack.unknown" });
    });
  });

  test("a site that is gone is forgotten", async () => {
    await call("route-remove", { site: "s-site2" });
    await sample();
    expect(siteIn(await sample(), "s-site2")).toBeUndefined();
  });
});
