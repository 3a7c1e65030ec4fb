import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { appStacks } from "#core/hosting/compose/app-stacks.ts";
import { lintCompose } from "#core/hosting/compose/compose-lint.state.ts";
import { composeImages } from "#core/hosting/compose/registries.state.ts";
import { DomainError } from "#core/kernel/errors.ts";
import { NodeSample } from "#core/monitoring/sample.ts";
import { eventually } from "../faults/eventually.ts";
import { ensureImages } from "./images.ts";
import { machineSupport, startMachine } from "./machine.ts";
import { accountOf, siteOf, type TestLab, testLab, userOfSlot, visit } from "./test-lab.ts";

const images = ["static", "valkey8"];
const [owner, neighbour] = [20_001, 20_002];
const password = "a-password-of-32-characters-here";
const limits = { memoryMb: 256, cpus: 1, processes: 100 };
const jobLimits = { memoryMb: 64, processes: 16, seconds: 60 };
/** What takes seconds elsewhere takes minutes where each instruction is translated. */
const patienceMs = 900_000;

/** Answers with what its database keeps, and with 500 where that does not answer. */
const program = String.raw`use strict; use warnings; use IO::Socket::INET; $| = 1; $SIG{PIPE} = 'IGNORE';
my $server = IO::Socket::INET->new(LocalPort => 8080, Listen => 16, ReuseAddr => 1) or die "$!";
sub kept {
  my $database = IO::Socket::INET->new(PeerHost => 'db', PeerPort => 6379, Timeout => 20) or return;
  print $database "AUTH $ENV{PASSWORD}\r\nGET note\r\n";
  my ($in, undef, $note) = map { scalar <$database> } 1 .. 3;
  return $in =~ /^\+OK/ ? $note : undef;
}
while (my $visitor = $server->accept) {
  while (defined(my $line = <$visitor>)) { last if $line =~ /^\r?$/ }
  my $page = kept();
  my $status = defined $page ? '200 OK' : '500 No database';
  $page //= '';
  print $visitor "HTTP/1.1 $status\r\nconnection: close\r\ncontent-length: " . length($page) . "\r\n\r\n$page";
  close $visitor;
}
`;
const shop = {
  services: {
    web: {
      image: "localhost/rookery/static:2",
      command: ["perl", "/srv/app.pl"],
      init: true,
      "x-rookery": { web: 8080 },
      depends_on: ["db"],
      environment: { PASSWORD: password },
      configs: [{ source: "program", target: "/srv/app.pl" }],
      healthcheck: { disable: true },
    },
    db: {
      image: "localhost/rookery/valkey8:1",
      configs: [{ source: "password", target: "/run/secrets/database-password" }],
      volumes: ["data:/var/lib/valkey"],
    },
  },
  volumes: { data: null },
  configs: { program: { content: program.replaceAll("$", "$$$$") }, password: { content: password } },
};

/** As a long operation of the platform's: what a later try may bring about is tried again. */
const goingOn = (error: unknown) => {
  if (error instanceof DomainError && error.kind === "unavailable") return { state: "starting" };
  throw error;
};

describe.skipIf(!machineSupport())("a node with a kernel of its own", () => {
  let node: TestLab;
  const user = accountOf(1, []).user;
  const call = (name: string, input: unknown) => node.operator.primitive(name, input, { timeoutSeconds: 120 });
  const up = (input: { user: string; stack: string; [more: string]: unknown }) =>
    eventually(
      `${input.stack} is up`,
      async () => {
        const { state } = (await call("stack-apply", { waitSeconds: 20, ...input }).catch(goingOn)) as {
          state: string;
        };
        return state === "healthy";
      },
      patienceMs / 1000,
    );
  /** When a stack's unit began to start it, and when all of it was healthy, in microseconds since the boot. */
  const startOf = async (stack: string) => {
    const names = ["InactiveExitTimestampMonotonic", "ActiveEnterTimestampMonotonic"];
    const show = `systemctl --user show --value ${names.map((name) => `-p ${name}`).join(" ")} rookery-stack@${stack}`;
    const [begun = 0, ready = 0] = (await node.as(owner, show)).trim().split("\n").map(Number);
    return { begun, ready };
  };
  /** Of an account, running or not, in the order of their names. */
  const containersOf = (uid: number) => node.as(uid, "podman ps --all --format '{{.Names}} {{.ID}} {{.State}}' | sort");
  const boot = async () => (await node.lab.inside("cat", ["/proc/sys/kernel/random/boot_id"])).trim();

  beforeAll(async () => {
    node = await testLab("machine", { images, starts: startMachine });
    await ensureImages(node, images);
    await call("account-ensure", accountOf(1, [10_001, 10_002]));
    await call("account-ensure", accountOf(2, [10_003]));
    const { app, findings } = lintCompose(JSON.stringify(shop), {
      ...composeImages,
      plan: { name: "Test", ...limits },
    });
    if (!app) throw new Error(findings.map(({ message }) => message).join("\n"));
    const context = { stack: "shop-1", service: "shop", port: 10_001, images: {}, secrets: {}, limits, labels: {} };
    const { release, data } = appStacks(app, context);
    for (const { stack, compose } of data) await up({ user, stack, home: "shop", compose });
    const join = data.map(({ name, stack }) => ({ stack, alias: name }));
    await up({ user, stack: "shop-1", home: "shop", ...release, join });
    await up(siteOf(2, "page", 10_003, "a page"));
    await call("route-put", { site: "shop", hosts: ["shop.localhost"], port: 10_001, state: "live" });
    await call("route-put", { site: "page", hosts: ["page.localhost"], port: 10_003, state: "live" });
    const job = { job: "nightly", calendar: ["*-*-* 03:00:00 Europe/Zurich"], command: "true", limits: jobLimits };
    await call("jobs-put", { user, home: "shop", jobs: [job] });
    const note = "exec 3<> /dev/tcp/127.0.0.1/6379; printf 'AUTH %s\\r\\nSET note before\\r\\n' $1 >&3; head -n 2 <&3";
    expect(await node.as(owner, 'podman exec shop-c-db-db-1 bash -c "$1" - "$2"', note, password)).toBe(
      "+OK\r\n+OK\r\n",
    );
  }, 3 * patienceMs);
  afterAll(() => node?.[Symbol.asyncDispose]());

  test("answers as any node does, and keeps its accounts within what was sold to them", async () => {
    expect(await call("node-facts", {})).toMatchObject({
      ...{ firewall: "active", ingress: "active" },
      limits: { memory: true, cpu: true, processes: true, disk: true },
    });
    // What the kernel holds them to, which no lab node can.
    const slice = "/sys/fs/cgroup/user.slice/user-20001.slice";
    expect(
      (await node.lab.inside("cat", [`${slice}/memory.max`, `${slice}/pids.max`, `${slice}/cpu.max`])).split("\n"),
    ).toEqual([String(512 * 1024 * 1024), "512", "100000 100000", ""]);
    // It stays full: what is there is to go on, and to come back.
    await expect(node.as(owner, "fallocate -l 1100M ~/too-much")).rejects.toThrow("Disk quota exceeded");
    await expect(node.as(owner, "head -c 65536 /dev/zero > ~/more")).rejects.toThrow("Disk quota exceeded");
    // Each with what it takes itself: one has all that it may have, the other a page.
    const { accounts } = NodeSample.parse(await call("node-metrics", {}));
    expect(accounts).toEqual([
      { user, diskUsedMb: expect.any(Number), diskLimitMb: 1024 },
      { user: userOfSlot(2), diskUsedMb: expect.any(Number), diskLimitMb: 1024 },
    ]);
    expect(accounts[0]?.diskUsedMb).toBeGreaterThan(1000);
    expect(accounts[0]?.diskUsedMb).toBeLessThanOrEqual(1024);
    expect(accounts[1]?.diskUsedMb).toBeLessThan(500);
    expect(await visit(node.lab, "shop.localhost")).toEqual({ status: 200, text: "before\r\n" });
    expect(await visit(node.lab, "page.localhost")).toEqual({ status: 200, text: "a page" });
  });

  test(
    "brings every site back by itself after a restart, a database before the app that joins it",
    async ({ task }) => {
      const before = await boot();
      const containers = [await containersOf(owner), await containersOf(neighbour)];
      expect(containers.map((list) => list.match(/^\S+(?= \w+ running$)/gm))).toEqual([
        ["shop-1-web-1", "shop-c-db-db-1"],
        ["page-web-1"],
      ]);
      const started = performance.now();
      await node.lab.reboot();
      for (const [host, page] of [
        ["page.localhost", "a page"],
        ["shop.localhost", "before\r\n"],
      ] as const) {
        await expect
          .poll(() => visit(node.lab, host).catch(() => undefined), { timeout: patienceMs, interval: 1000 })
          .toEqual({ status: 200, text: page });
      }
      task.meta.fact = `a virtual machine that translates each instruction: every site answers again ${Math.round((performance.now() - started) / 1000)} s after a restart`;
      expect(await boot()).not.toBe(before);
      // The very same containers, and none besides.
      expect([await containersOf(owner), await containersOf(neighbour)]).toEqual(containers);
      for (const [account, stack] of [
        [user, "shop-1"],
        [user, "shop-c-db"],
        [userOfSlot(2), "page"],
      ] as const) {
        expect(await call("stack-status", { user: account, stack })).toMatchObject({ state: "healthy", current: true });
      }
      expect(await call("node-facts", {})).toMatchObject({ firewall: "active", ingress: "active" });
      const timers = "systemctl list-timers --no-legend --plain 'rookery-*' | awk '{print $(NF-1)}' | sort";
      expect(await node.lab.inside("bash", ["-c", timers])).toBe("rookery-output.timer\nrookery-traffic.timer\n");
      expect(await node.as(owner, timers.replace("systemctl", "systemctl --user"))).toBe("rookery-job@nightly.timer\n");
      const [app, database] = [await startOf("shop-1"), await startOf("shop-c-db")];
      expect(database.ready).toBeGreaterThan(0);
      expect(database.ready).toBeLessThanOrEqual(app.begun);
    },
    2 * patienceMs,
  );
});
