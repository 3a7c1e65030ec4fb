import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { labSupport } from "./support.ts";
import { accountOf, siteOf, type TestLab, testLab, userOfSlot, visit } from "./test-lab.ts";

const hostile = [
  "'",
  '"',
  "a'; touch /tmp/pwned; '",
  '"; touch /tmp/pwned; "',
  "$(touch /tmp/pwned)",
  "`touch /tmp/pwned`",
  ["$", "{IFS}touch$", "{IFS}/tmp/pwned"].join(""),
  "a\ntouch /tmp/pwned",
  "c-test0001\n",
  "site\nserver { listen 81; }",
  "../../etc/cron.d/pwned",
  "/etc/passwd",
  "..",
  ".",
  "",
  " ",
  "-rf",
  "--help",
  "*",
  "a;b",
  "a|b",
  "a&b",
  "a>/tmp/pwned",
  "a\\nb",
  "a\u0000b",
  "ａ", // full-width a
  "a\u202eb",
  "é",
  "\ud800",
  "A",
  "x".repeat(64),
  "x".repeat(100_000),
  "%n%n%s",
  "{{.}}",
  null,
  true,
  -1,
  1.5,
  1e300,
  [],
  ["a"],
  {},
  { a: 1 },
];

const limits = { memoryMb: 512, cpuPercent: 100, processes: 512, diskMb: 1024 };
const user = userOfSlot(1);
const build = {
  ...{
    user,
    build: "fuzzed",
    home: "fuzzed",
    image: "localhost/fuzzed:1",
    folder: "",
    recipe: { dockerfile: "Dockerfile" },
  },
  source: { kind: "git", url: "https://forge.test/site.git", ref: "main" },
  limits: { memoryMb: 256, seconds: 60 },
};
/** A document that each primitive accepts, without effect where that is possible. */
const accepted: Record<string, Record<string, unknown>> = {
  "node-facts": {},
  "node-metrics": { after: "2026-01-01T00:00:00.000Z" },
  "account-ensure": { user, slot: 1, limits, ports: [10_001] },
  "account-remove": { user: "c-nobody" },
  "route-put": {
    ...{ site: "fuzzed", hosts: ["fuzzed.localhost"], port: 10_001, state: "live", redirects: [], auth: null },
    pass: "x".repeat(32),
    tls: { hosts: ["fuzzed.localhost"] },
  },
  "route-remove": { site: "fuzzed" },
  "certificate-put": {
    host: "fuzzed.localhost",
    chain: "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n",
    key: "-----BEGIN PRIVATE KEY-----\nMIIB\n-----END PRIVATE KEY-----\n",
  },
  "challenge-put": {
    host: "fuzzed.localhost",
    token: "t".repeat(43),
    answer: `${"t".repeat(43)}.${"k".repeat(43)}`,
  },
  "challenge-remove": { host: "fuzzed.localhost", token: "t".repeat(43) },
  "port-connections": { port: 10_001 },
  "image-ensure": { name: "static", waitSeconds: 0 },
  "image-list": {},
  "image-pull": {
    ...{ user, image: "registry.nowhere.test/app:1", waitSeconds: 0 },
    ...{ credentials: { username: "robot", password: "secret" }, limits: { sizeMb: 100, seconds: 60 } },
  },
  "image-pull-stop": { user, image: "registry.nowhere.test/app:1" },
  "stack-apply": {
    ...{ user, stack: "fuzzed", home: "fuzzed", join: [{ stack: "fuzzed-db", alias: "db" }], after: ["fuzzed-db"] },
    waitSeconds: 0,
  },
  "stack-status": { user, stack: "fuzzed" },
  "stack-log": {
    ...{ user, home: "fuzzed", stack: "fuzzed-1", service: "web", stream: "out", search: "100% [a-z]*" },
    ...{ from: "2026-01-01T00:00:00Z", to: "2026-01-02T00:00:00.5Z", order: "oldest", limit: 10 },
    after: "2026-01-01T00:00:00.000000000Z~fuzzed-1/web~1~0",
  },
  "stack-stop": { user, stack: "fuzzed", waitSeconds: 1 },
  "stack-remove": { user, stack: "fuzzed" },
  "volume-remove": { user, home: "fuzzed", volume: "data" },
  "source-check": { user, source: build.source },
  "build-start": build,
  "build-status": { user, build: "fuzzed", after: "0", limit: 10 },
  "build-stop": { user, build: "fuzzed" },
  "build-remove": { user, build: "fuzzed" },
  "user-image-remove": { user, image: "localhost/fuzzed:1" },
  "run-start": {
    ...{ user, home: "fuzzed", run: "fuzzed-1", job: "fuzzed", service: "web", command: "true" },
    limits: { memoryMb: 64, processes: 32, seconds: 10 },
  },
  "run-status": { user, home: "fuzzed", run: "fuzzed-1", after: "0", limit: 10 },
  "run-stop": { user, home: "fuzzed", run: "fuzzed-1" },
  "jobs-put": { user, home: "fuzzed", jobs: [] },
};
/** Values that are hostile in one place are fine in another. */
const fits: Record<string, readonly unknown[]> = {
  "stack-log.service": [null, "A"],
  // Searched for as it stands, whatever it would be elsewhere.
  "stack-log.search": hostile.filter(
    (value) => value === null || (typeof value === "string" && /^\P{Cc}{1,200}$/u.test(value)),
  ),
  ...Object.fromEntries(
    ["stack", "stream", "from", "to", "after", "order"].map((name) => [`stack-log.${name}`, [null]]),
  ),
  "node-metrics.after": [null],
  "stack-apply.waitSeconds": [null],
  "image-pull.credentials": [null],
  "image-pull.limits": [null, {}],
  "image-pull.waitSeconds": [null],
  "stack-apply.home": [null],
  "stack-apply.after": [null, []],
  "stack-log.limit": [null],
  "stack-stop.waitSeconds": [null],
  "image-ensure.waitSeconds": [null],
  "account-ensure.ports": [[]],
  "route-put.redirects": [null, []],
  "route-put.auth": [null],
  "route-put.pass": [null, "x".repeat(64)],
  "route-put.tls": [null],
  "challenge-put.token": ["x".repeat(64)],
  "challenge-remove.token": ["x".repeat(64)],
  "build-start.folder": ["", "A", "x".repeat(64)],
  "build-status.after": [null],
  "build-status.limit": [null],
  "user-image-remove.image": ["x".repeat(64)],
  "run-start.job": [null],
  "run-start.service": [null, "A"],
  // One argument of a shell in the customer's own container, and of none out here.
  "run-start.command": hostile.filter((value) => typeof value === "string" && /^[\P{Cc}\n\t]{1,8000}$/u.test(value)),
  "run-status.after": [null],
  "run-status.limit": [null],
  "jobs-put.jobs": [[]],
};

describe.skipIf(!labSupport().ok)("the primitives of a node", () => {
  let node: TestLab;
  const call = (name: string, input: unknown) => node.operator.primitive(name, input, { timeoutSeconds: 60 });
  /** Everything of the node's that primitives may change, and the places an injected command would write to. */
  const traces = () =>
    node.lab.inside("bash", [
      "-c",
      `find /etc /home /var/lib/rookery /tmp /root /usr/local /srv -xdev ! -path '*/.local/*' ! -path '*/systemd-private*' -printf '%p %s %m %u\\n' | sort; id -u rookery; getent passwd | sort`,
    ]);

  beforeAll(async () => {
    node = await testLab("primitives");
    await call("account-ensure", accountOf(1, [10_001]));
  });
  afterAll(() => node[Symbol.asyncDispose]());

  test("every primitive of the contract is fuzzed here", async () => {
    const names = await node.lab.inside("find", [
      "/usr/local/lib/rookery",
      "-maxdepth",
      "1",
      "-type",
      "f",
      "-executable",
      "-printf",
      "%f\n",
    ]);
    expect(names.trim().split("\n").sort()).toEqual(Object.keys(accepted).sort());
  });

  const hostileTo = (name: string, field: string) =>
    hostile.filter(
      (value) => !(fits[`${name}.${field}`] ?? []).some((fit) => JSON.stringify(fit) === JSON.stringify(value)),
    );
  const malformed = (document: object) => [null, "text", 7, [], [document], { ...document, unknown: 1 }];

  // Past the doors, which hand a document on and read nothing of it: starting them takes longer than what is tried here.
  test.each(Object.entries(accepted))(
    "%s refuses every hostile value in every field, and leaves no trace",
    async (name, document) => {
      const before = await traces();
      const tried = [
        ...Object.keys(document).flatMap((field) =>
          hostileTo(name, field).map((value) => ({ what: [field, value], input: { ...document, [field]: value } })),
        ),
        ...malformed(document).map((input) => ({ what: [input], input })),
      ];
      const calls = tried.map(({ input }) => JSON.stringify([name, JSON.stringify(input)]));
      const answers = await node.lab.inside("python3", ["/home/test/call-all.py"], calls.join("\n"));
      const ends = answers
        .trim()
        .split("\n")
        .map((line): [number, string] => JSON.parse(line));
      expect(ends).toHaveLength(tried.length);
      for (const [at, [exitCode, answer]] of ends.entries()) {
        const what = tried[at]?.what;
        expect([what, exitCode, JSON.parse(answer).code]).toEqual([what, 1, expect.stringMatching(/^input\./)]);
      }
      expect(await traces()).toBe(before);
    },
  );

  test.each([
    ["the operator's own primitives", "route-remove", "site"],
    ["those that run as an account's user", "stack-status", "stack"],
  ] as const)("through the door %s refuse the same", async (_, name, field) => {
    const document = accepted[name] ?? {};
    const inputs = [
      ...hostileTo(name, field).map((value) => ({ ...document, [field]: value })),
      ...malformed(document),
    ];
    const refusals = await Promise.all(inputs.map((input) => call(name, input).catch((error) => error.code)));
    for (const [at, input] of inputs.entries()) {
      expect([input, refusals[at]]).toEqual([input, expect.stringMatching(/^input\./)]);
    }
  });

  test.each([
    ["files", "../escape"],
    ["files", "a/../../escape"],
    ["files", "/etc/cron.d/escape"],
    ["files", "a//b"],
    ["files", "a/"],
    ["files", "line\nbreak"],
    ["files", "tab\tbed"],
    ["files", "back\\slash"],
    ["files", ".ssh/authorized_keys"],
    ["files", "compose.yaml"],
    ["files", "x".repeat(300)],
    ["seed", "../escape"],
  ])("stack-apply writes no %s to %j", async (field, path) => {
    const document = { user, stack: "paths", compose: "services: {}", [field]: { [path]: "x" }, waitSeconds: 0 };
    await expect(call("stack-apply", document)).rejects.toMatchObject({ code: "input.invalid" });
    expect(await node.lab.inside("bash", ["-c", `ls /home/${user}/stacks`])).toBe("");
  });

  test("file names and contents arrive byte for byte, whatever is in them", async () => {
    const files = {
      "www/$(touch pwned) `x` '\".txt": "$(touch pwned)\n`x`\n'\"\\\u0007\ttext",
      "www/größe/☃.html": "☃\r\n",
      "www/-rf": "",
      "www/ leading and trailing ": "no newline at the end",
    };
    await call("stack-apply", { user, stack: "bytes", compose: "services: {}", files, waitSeconds: 0 });
    for (const [path, content] of Object.entries(files)) {
      expect(await node.lab.inside("cat", [`/home/${user}/stacks/bytes/${path}`])).toBe(content);
    }
    const next = { "www/größe": "a file where a folder was", "www/-rf": "changed" };
    await call("stack-apply", { user, stack: "bytes", files: next, waitSeconds: 0 });
    const there = await node.lab.inside("bash", [
      "-c",
      `cd /home/${user}/stacks/bytes && find www ! -type d -printf '%p\\n' | sort`,
    ]);
    expect(there.trim().split("\n")).toEqual(Object.keys(next).sort());
    await call("stack-remove", { user, stack: "bytes" });
    expect(await node.lab.inside("bash", ["-c", `ls /home/${user}/stacks`])).toBe("");
  });

  test("seeded files are written once and are the customer's from then on", async () => {
    const seed = { "www/index.html": "welcome" };
    await call("stack-apply", { user, stack: "seeded", compose: "services: {}", seed, waitSeconds: 0 });
    await node.as(20_001, "echo mine > ~/stacks/seeded/www/index.html");
    await call("stack-apply", { user, stack: "seeded", compose: "services: {}", seed, waitSeconds: 0 });
    expect(await node.as(20_001, "cat ~/stacks/seeded/www/index.html")).toBe("mine\n");
    await call("stack-remove", { user, stack: "seeded" });
  });

  test("files and volumes belong to the home: releases show them and come and go, and all of it goes with the home", async () => {
    const release = (number: number, page: string) => {
      const { web } = JSON.parse(siteOf(1, "", 10_001, "").compose).services;
      const compose = JSON.stringify({
        services: { web: { ...web, volumes: [...web.volumes, "data:/data", "more:/more", "/cache"] } },
        volumes: { data: { name: "shop-data" }, more: { name: "shop-more" } },
      });
      const seed = { "www/index.html": page };
      return call("stack-apply", { user, stack: `shop-${number}`, home: "shop", compose, seed, waitSeconds: 20 });
    };
    const volumes = () => node.as(20_001, "podman volume ls -q | sort");
    expect(await release(1, "welcome")).toMatchObject({ state: "healthy" });
    await node.as(20_001, "echo mine > ~/stacks/shop/www/index.html");
    await call("stack-stop", { user, stack: "shop-1" });
    expect(await release(2, "welcome again")).toMatchObject({ state: "healthy" });
    await call("stack-remove", { user, stack: "shop-1" });
    expect(await node.as(20_001, "cat ~/stacks/shop-2/www/index.html; ls ~/stacks")).toBe("mine\nshop\nshop-2\n");
    const more = { user, home: "shop", volume: "more" };
    await expect(call("volume-remove", more)).rejects.toMatchObject({ code: "volume.in_use" });
    await call("stack-remove", { user, stack: "shop-2" });
    expect(await volumes()).toBe("shop-data\nshop-more\n");
    for (let time = 0; time < 2; time++) expect(await call("volume-remove", more)).toEqual({ state: "absent" });
    expect(await volumes()).toBe("shop-data\n");
    await call("stack-remove", { user, stack: "shop" });
    expect(await volumes()).toBe("");
    expect(await node.as(20_001, "ls ~/stacks ~/.local/state/rookery")).not.toContain("shop");
  });

  test("a site lives: applied, suspended, resumed, changed, removed, each step repeated", async () => {
    const twice = async (name: string, input: unknown) => {
      await call(name, input);
      return call(name, input);
    };
    await call("account-ensure", accountOf(4, [10_004]));
    const stack = { user: userOfSlot(4), stack: "life" };
    const route = { site: "life", hosts: ["life.localhost", "www.life.localhost"], port: 10_004 };
    const site = siteOf(4, "life", 10_004, "first");
    expect(await visit(node.lab, "life.localhost")).toMatchObject({
      status: 404,
      text: expect.stringContaining("no site here"),
    });
    expect(await twice("stack-apply", site)).toMatchObject({
      state: "healthy",
      containers: [{ service: "web", health: "healthy" }],
    });
    await twice("route-put", { ...route, state: "live" });
    expect(await visit(node.lab, "life.localhost")).toEqual({ status: 200, text: "first" });
    expect(await visit(node.lab, "www.life.localhost")).toMatchObject({ status: 200 });
    const home = { user: stack.user, home: stack.stack };
    const log = (await call("stack-log", home)) as { lines: { text: string; stream: string }[]; newer: string };
    expect(log.lines.at(-1)).toMatchObject({ stream: "out", text: expect.stringContaining('"GET /" 200') });
    expect(await call("stack-log", { ...home, after: log.newer })).toMatchObject({ lines: [], newer: log.newer });

    await twice("route-put", { ...route, state: "suspended" });
    expect(await twice("stack-stop", stack)).toEqual({ state: "stopped" });
    expect(await visit(node.lab, "life.localhost")).toMatchObject({
      status: 503,
      text: expect.stringContaining("suspended"),
    });
    expect(await call("stack-status", stack)).toMatchObject({ state: "stopped" });

    expect(await twice("stack-apply", stack)).toMatchObject({ state: "healthy" });
    await twice("route-put", { ...route, hosts: ["life.localhost"], state: "live" });
    expect(await visit(node.lab, "life.localhost")).toEqual({ status: 200, text: "first" });
    expect(await visit(node.lab, "www.life.localhost")).toMatchObject({ status: 404 });
    await call("stack-apply", { ...site, files: { "www/index.html": "second" } });
    expect(await visit(node.lab, "life.localhost")).toEqual({ status: 200, text: "second" });

    await twice("route-remove", { site: "life" });
    expect(await twice("stack-remove", stack)).toEqual({ state: "absent" });
    expect(await visit(node.lab, "life.localhost")).toMatchObject({ status: 404 });
    expect(await node.as(20_004, "podman ps -aq; podman network ls -q --filter name=life; ls ~/stacks")).toBe("");
  });

  test("a stack is made while what it comes after starts, and starts when that is healthy, or not at all", async () => {
    await call("account-ensure", accountOf(6, [10_006]));
    const user = userOfSlot(6);
    const inside = (script: string) => node.as(20_006, script);
    const app = siteOf(6, "pair", 10_006, "page");
    const database = (command: string) => ({
      ...{ user, stack: "pair-db", home: "pair", waitSeconds: 0 },
      compose: JSON.stringify({
        services: {
          db: { image: "localhost/rookery/static:2", command: ["bash", "-c", command], stop_grace_period: "1s" },
        },
      }),
    });
    const pair = { ...app, join: [{ stack: "pair-db", alias: "db" }], after: ["pair-db"] };
    await expect(call("stack-apply", pair)).rejects.toMatchObject({ code: "stack.unknown" });

    expect(await call("stack-apply", database("exit 3"))).toMatchObject({ state: "starting" });
    const failed = (await call("stack-apply", pair)) as { message: string };
    expect(failed).toMatchObject({ state: "failed", after: "pair-db" });
    expect(failed.message).toContain("exit code 3");
    const states = async () =>
      (await inside("podman ps -a --sort names --format '{{.Names}} {{.State}}'")).trim().split("\n");
    expect(await states()).not.toContain("pair-web-1 running");

    await call("stack-apply", database("until [ -e /tmp/go ]; do sleep 0.1; done; exec nginx -g 'daemon off;'"));
    expect(await call("stack-apply", { ...pair, waitSeconds: 1 })).toMatchObject({
      state: "starting",
      after: "pair-db",
    });
    expect(await states()).toContain("pair-web-1 created");
    await inside("for i in {1..300}; do podman exec pair-db-db-1 touch /tmp/go && exit; sleep 0.1; done; exit 1");
    expect(await call("stack-stop", { user, stack: "pair" })).toEqual({ state: "stopped" });
    expect(await call("stack-apply", pair)).toMatchObject({ state: "healthy" });
    const begun = await inside("podman inspect --format '{{.State.StartedAt.UnixMilli}}' pair-web-1");
    const healthy =
      "podman inspect --format '{{(index .State.Health.Log 0).End}}' pair-db-db-1 | xargs -I{} date -d {} +%s%3N";
    expect(Number(begun)).toBeGreaterThanOrEqual(Number(await inside(healthy)));
    expect(await inside("podman exec pair-web-1 getent hosts db")).toContain("db");
    expect(await call("stack-apply", pair)).toMatchObject({ state: "healthy" });
    await call("stack-remove", { user, stack: "pair" });
    expect(await inside("podman ps -aq; ls ~/stacks")).toBe("");

    const early = {
      ...pair,
      compose: JSON.stringify({ "x-rookery-early": true, ...JSON.parse(app.compose) }, null, 2),
    };
    await call("stack-apply", database("until [ -e /tmp/go ]; do sleep 0.1; done; exec nginx -g 'daemon off;'"));
    expect(await call("stack-apply", { ...early, waitSeconds: 5 })).toMatchObject({
      state: "starting",
      after: "pair-db",
    });
    expect(await states()).toContain("pair-web-1 running");
    const started = await inside("podman inspect --format '{{.State.StartedAt.UnixMilli}}' pair-web-1");
    await inside("podman exec pair-db-db-1 touch /tmp/go");
    expect(await call("stack-apply", early)).toMatchObject({ state: "healthy" });
    expect(await inside("podman inspect --format '{{.State.StartedAt.UnixMilli}}' pair-web-1")).toBe(started);
    expect(await inside("podman exec pair-web-1 getent hosts db")).toContain("db");
    await call("stack-remove", { user, stack: "pair" });
    expect(await inside("podman ps -aq; ls ~/stacks")).toBe("");
  });

  test("what compose cannot start is told in its own words, and a corrected file starts", async () => {
    await call("account-ensure", accountOf(5, [10_005]));
    const site = siteOf(5, "wrong", 10_005, "page");
    const compose = site.compose.replace("static:2", "nowhere:1");
    const failed = (await call("stack-apply", { ...site, compose })) as { state: string; message: string };
    expect(failed.state).toBe("failed");
    expect(failed.message).toContain("nowhere:1");
    expect(await call("stack-apply", site)).toMatchObject({ state: "healthy" });
  });

  test("Compose is told once what podman says of itself, and podman hears everything else as it is", async () => {
    const beside = (script: string) =>
      node.as(
        20_001,
        `/usr/local/lib/rookery/lib/beside-podman bash -c "$1" 3>&1`,
        `api=\${DOCKER_HOST#unix://}; ${script}`,
      );
    const ask = 'curl -sS --unix-socket "$api"';
    const kept = "/run/user/20001/rookery/about-v1.41-info-*";
    await node.as(20_001, `rm -f ${kept}`);
    const first = await beside(`${ask} http://podman/v1.41/info`);
    expect(JSON.parse(first)).toMatchObject({ OSType: "linux", Swarm: { LocalNodeState: "inactive" } });
    await node.as(20_001, `sed -i 's/"OSType":"linux"/"OSType":"noted"/' ${kept}`);
    // All on one connection: after a request whose body has to arrive whole, and before one whose end cannot be told.
    const load = "-w '\\n' -X POST --data-binary @/usr/bin/perl http://podman/v5.0.0/libpod/images/load";
    const next = `--next -sS --unix-socket "$api" -w '\\n'`;
    const list = "'http://podman/v5.0.0/libpod/containers/json?all=true'";
    const talk = `${ask} ${load} ${next} http://podman/v1.41/info ${next} ${list} ${next} -H 'transfer-encoding: chunked' ${load}`;
    const notAnImage = { response: 500, cause: expect.stringContaining("payload does not match") };
    const answers = (await beside(talk)).split("\n").filter((line) => line !== "");
    expect(answers.map((line) => JSON.parse(line))).toEqual([
      expect.objectContaining(notAnImage),
      { ...JSON.parse(first), OSType: "noted" },
      [],
      expect.objectContaining(notAnImage),
    ]);
    // Another podman says it anew, and what cannot be kept is asked of podman itself.
    await node.as(20_001, `for file in ${kept}; do mv "$file" "\${file%-*}-1"; done`);
    expect(JSON.parse(await beside(`${ask} http://podman/v1.41/info`)).OSType).toBe("linux");
    // One that was killed leaves its socket behind, until the next.
    await beside("kill -9 $PPID").catch(() => {});
    expect(await node.as(20_001, "ls $XDG_RUNTIME_DIR/rookery")).toMatch(/\.sock/);
    expect(await beside("exit 7").catch((error) => error.message)).toMatch(/\b7\b/);
    expect(await node.as(20_001, "ls $XDG_RUNTIME_DIR/rookery")).not.toMatch(/\.sock/);
  });

  test("the ingress keeps its configuration when a change is refused, and one host has one site", async () => {
    await call("route-put", { site: "one", hosts: ["taken.localhost"], port: 10_999, state: "live" });
    const other = { site: "two", hosts: ["taken.localhost"], port: 10_999, state: "live" };
    await expect(call("route-put", other)).rejects.toMatchObject({ code: "route.host_taken" });
    await node.lab.inside("bash", [
      "-c",
      "echo 'nonsense;' > /etc/rookery/ingress/rookery/live.conf.new; cp /etc/rookery/ingress/rookery/live.conf /root/; mv /etc/rookery/ingress/rookery/live.conf.new /etc/rookery/ingress/rookery/live.conf",
    ]);
    await expect(call("route-put", { ...other, hosts: ["b.localhost"] })).rejects.toMatchObject({
      code: "ingress.rejected",
    });
    expect(await visit(node.lab, "taken.localhost")).toMatchObject({ status: 503 });
    await node.lab.inside("cp", ["/root/live.conf", "/etc/rookery/ingress/rookery/live.conf"]);
    await call("route-put", { ...other, hosts: ["b.localhost"] });
    for (const site of ["one", "two"]) await call("route-remove", { site });
  });

  test("an account has the limits that it was given last", async () => {
    const account = accountOf(12, [10_012]);
    const memory = async () =>
      (await node.lab.inside("systemctl", ["show", "-P", "MemoryMax", "user-20012.slice"])).trim();
    for (const memoryMb of [256, 512, 128]) {
      await call("account-ensure", { ...account, limits: { ...account.limits, memoryMb } });
      expect(await memory()).toBe(String(memoryMb * 1024 * 1024));
    }
    await call("account-remove", { user: account.user });
  });

  test("a port and a slot belong to one account", async () => {
    await expect(call("account-ensure", accountOf(2, [10_001]))).rejects.toMatchObject({ code: "account.port_taken" });
    const sameSlot = { ...accountOf(2, [10_002]), slot: 1 };
    await expect(call("account-ensure", sameSlot)).rejects.toMatchObject({ code: "account.slot_taken" });
    await expect(call("account-ensure", { ...accountOf(1, []), slot: 77 })).rejects.toMatchObject({
      code: "account.slot_differs",
    });
    await expect(call("stack-status", { user: "c-nobody", stack: "x" })).rejects.toMatchObject({
      code: "account.unknown",
    });
  });

  test("a removed account leaves nothing, and its slot is never given out again", async () => {
    const account = accountOf(7, [10_007]);
    await call("account-ensure", account);
    await call("stack-apply", siteOf(7, "gone", 10_007, "page"));
    await node.as(20_007, "podman volume create kept > /dev/null; (sleep 1000 > /dev/null 2>&1 &)");
    expect(await call("account-remove", { user: account.user })).toEqual({ user: account.user, removed: true });
    expect(await call("account-remove", { user: account.user })).toEqual({ user: account.user, removed: true });
    const left = `pgrep -u 20007; getent passwd ${account.user}; getent group ${account.user}; grep ${account.user} /etc/subuid /etc/subgid
      ls -d /home/${account.user} /run/user/20007 /var/lib/systemd/linger/${account.user} /etc/rookery/platform_keys/accounts/${account.user} 2> /dev/null
      nft list set inet rookery site_owners | grep 10007; find / -xdev -uid 20007 2> /dev/null; true`;
    expect(await node.lab.inside("bash", ["-c", left])).toBe("");
    await expect(call("account-ensure", account)).rejects.toMatchObject({ code: "account.slot_used" });
  });

  test.each([
    ["account-ensure", accountOf(3, [10_003]), [20, 60, 120, 250, 450]],
    ["stack-apply", siteOf(1, "cut", 10_001, "whole"), [30, 100, 250, 500, 900, 1500]],
    ["route-put", { site: "cut", hosts: ["cut.localhost"], port: 10_001, state: "live" }, [20, 50, 90, 140, 200, 300]],
    ["route-remove", { site: "cut" }, [20, 60, 110, 180]],
    ["stack-remove", { user, stack: "cut" }, [30, 150, 400, 800]],
    ["account-remove", { user: userOfSlot(3) }, [20, 60, 150, 300]],
  ] as const)("%s killed at any moment ends well when it is repeated", async (name, input, moments) => {
    for (const milliseconds of moments) {
      const killed = `timeout --signal=KILL ${milliseconds / 1000} setsid --wait /usr/local/lib/rookery/${name} > /dev/null 2>&1; true`;
      await node.lab.inside("bash", ["-c", killed], JSON.stringify(input));
      await node.lab.inside("bash", [
        "-c",
        `pkill -KILL -f '^/bin/bash /usr/local/lib/rookery/(account/)?${name}$'; true`,
      ]);
    }
    const answer = await call(name, input);
    if (name === "stack-apply") expect(answer).toMatchObject({ state: "healthy" });
    if (name === "route-put") expect(await visit(node.lab, "cut.localhost")).toEqual({ status: 200, text: "whole" });
    if (name === "account-remove")
      expect(await node.lab.inside("bash", ["-c", `getent passwd ${userOfSlot(3)}; true`])).toBe("");
  });

  test("a full disk of one account fails that account's stack in plain words and no other's", async () => {
    const [full, fine] = [accountOf(8, [10_008]), accountOf(9, [10_009])];
    await node.lab.inside("bash", [
      "-c",
      `mkdir /home/${full.user} && mount -t tmpfs -o size=2m,mode=700 tmpfs /home/${full.user}`,
    ]);
    await call("account-ensure", full);
    await call("account-ensure", fine);
    const heavy = { ...siteOf(8, "heavy", 10_008, "x".repeat(3_000_000)) };
    const refusal = await call("stack-apply", heavy).catch((error) => error);
    expect(refusal).toMatchObject({ code: "account.disk_full" });
    expect(await call("stack-apply", siteOf(9, "light", 10_009, "fine"))).toMatchObject({ state: "healthy" });
    await node.lab.inside("mount", ["-o", "remount,size=200m", `/home/${full.user}`]);
    expect(await call("stack-apply", heavy)).toMatchObject({ state: "healthy" });
    await call("account-remove", { user: full.user });
    expect(await node.lab.inside("bash", ["-c", `findmnt /home/${full.user}; ls -d /home/${full.user}; true`])).toBe(
      "",
    );
  });
});
