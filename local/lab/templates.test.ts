import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { AddOnTemplate, AppTemplate, Template, TemplateContext } from "#core/hosting/index.ts";
import { templates } from "#core/hosting/templates/index.ts";
import { Secret } from "#core/kernel/secret.ts";
import { ensureImages } from "./images.ts";
import { labSupport } from "./support.ts";
import { accountOf, siteOf, type TestLab, testLab, userOfSlot, visit } from "./test-lab.ts";

/** Those that run on one image of the platform's. */
const ours = Object.values<AppTemplate | AddOnTemplate>(templates).filter(
  (template) => !("composed" in template) && !("pulled" in template),
);
const images = [...new Set(ours.map((template) => template.image({}).split(/[/:]/)[2] ?? ""))];
const user = userOfSlot(1);
const [owner, stranger] = [20_001, 20_002];
const ports = { php: 10_001, node: 10_002, wsgi: 10_003, asgi: 10_004, wordpress: 10_005, next: 10_006 };
/** Of the accounts beside. */
const otherPorts = { other: 10_007, idle: 10_008 };
const password = new Secret(`p${"'"}a"s\\s$word-of-32-characters`);
const databases = [templates.postgresql, templates.mariadb, templates.valkey];

/** Asks each database, by what the environment says of it, to count what it was asked to keep before. */
const databasePage = `<?php
$e = fn (string $name): string => (string) getenv($name);
$password = $_GET['password'] ?? null;
$counts = [];
foreach (['POSTGRESQL' => 'pgsql', 'MARIADB' => 'mysql'] as $name => $driver) {
    $source = "$driver:host={$e("{$name}_HOST")};port={$e("{$name}_PORT")};dbname={$e("{$name}_DATABASE")}";
    try {
        $db = new PDO($source, $e("{$name}_USER"), $password ?? $e("{$name}_PASSWORD"), [PDO::ATTR_TIMEOUT => 10]);
        $db->exec('CREATE TABLE IF NOT EXISTS visit (note varchar(20))');
        $db->exec("INSERT INTO visit VALUES ('größe')");
        $counts[$name] = (int) $db->query("SELECT count(*) FROM visit WHERE note = 'größe'")->fetchColumn();
    } catch (PDOException $problem) {
        $counts[$name] = preg_match('/password|denied/i', $problem->getMessage()) ? 'refused' : $problem->getMessage();
    }
}
try {
    $valkey = new Redis();
    $valkey->connect($e('VALKEY_HOST'), (int) $e('VALKEY_PORT'), 10);
    $valkey->auth($password ?? $e('VALKEY_PASSWORD'));
    $counts['VALKEY'] = $valkey->incr('visits');
} catch (RedisException $problem) {
    $counts['VALKEY'] = str_contains($problem->getMessage(), 'WRONGPASS') ? 'refused' : $problem->getMessage();
}
header('content-type: application/json');
echo json_encode($counts);
`;

describe.skipIf(!labSupport().ok)("apps and add-ons on a node", () => {
  let node: TestLab;

  const call = (name: string, input: unknown) => node.operator.primitive(name, input, { timeoutSeconds: 60 });
  const get = (site: string, path?: string) => visit(node.lab, `${site}.localhost`, path);
  const inside = (script: string) => node.as(owner, script);

  interface More {
    home?: string;
    files?: Record<string, string>;
    join?: { stack: string; alias: string }[];
  }

  /** Brings a template up as the platform does: apply until it is no longer starting. */
  async function up(stack: string, template: Template, changes: Partial<TemplateContext> = {}, more: More = {}) {
    const rendered = template.render({
      ...{ stack, service: more.home ?? stack, host: `${stack}.localhost`, port: 10_000 },
      ...{ parameters: {}, environment: {} },
      limits: { memoryMb: 256, processes: 128 },
      secrets: Object.fromEntries(template.secrets.map((name) => [name, password])),
      ...changes,
    });
    const input = { user, stack, ...rendered, ...more, files: { ...rendered.files, ...more.files }, waitSeconds: 20 };
    let answer: { state: string; message?: string } = { state: "starting" };
    for (let turn = 0; turn < 4 && answer.state === "starting"; turn++) {
      answer = (await call("stack-apply", input)) as typeof answer;
    }
    expect({ stack, ...answer }).toMatchObject({ stack, state: "healthy" });
  }
  const publish = (site: string, port: number) =>
    call("route-put", { site, hosts: [`${site}.localhost`], port, state: "live" });
  const joinOf = (home: string, ...names: string[]) => names.map((alias) => ({ stack: `${home}-${alias}`, alias }));

  beforeAll(async () => {
    node = await testLab("templates", { images });
    await ensureImages(node, images);
    await call("account-ensure", {
      ...accountOf(1, Object.values(ports)),
      limits: { memoryMb: 4096, cpuPercent: 200, processes: 2048, diskMb: 8192 },
    });
    await call("account-ensure", accountOf(2, []));
  }, 900_000);
  afterAll(() => node[Symbol.asyncDispose]());

  test("every image that a template needs is one that the node lists as ready", async () => {
    const list = (await call("image-list", {})) as { images: { image: string; state: string }[] };
    for (const template of ours) {
      expect(list.images).toContainEqual(expect.objectContaining({ image: template.image({}), state: "ready" }));
    }
  });

  test.each([
    ["node", templates.node, ports.node, {}, /Node\.js v20\.\d+\.\d+\./],
    ["wsgi", templates.python, ports.wsgi, { interface: "wsgi" }, /Python 3\.13\.\d+\./],
    ["asgi", templates.python, ports.asgi, { interface: "asgi" }, /Python 3\.13\.\d+\./],
  ] as const)(
    "a new %s app answers with a page that its runtime made",
    async (name, template, port, parameters, page) => {
      await up(name, template, { port, parameters });
      await publish(name, port);
      const answer = await get(name);
      expect(answer.text).toMatch(page);
      expect(answer.status).toBe(200);
      expect((await inside(`podman exec ${name}-web-1 id -u`)).trim()).not.toBe("0");
      await expect(inside(`podman exec ${name}-web-1 sh -c 'echo x > /app/x'`)).rejects.toThrow("Read-only");
      await inside(`podman exec ${name}-web-1 sh -c 'echo x > /data/x'`);
    },
  );

  test("PHP computes, keeps what it writes, and reaches its databases by what its environment says", async () => {
    const environment = Object.assign({}, ...databases.map((addOn) => addOn.environment(password)));
    await Promise.all(databases.map((addOn) => up(`php-${addOn.name}`, addOn, {}, { home: "php" })));
    const page = "<?php echo array_sum(range(1, 100)), ' ', $_SERVER['HTTPS'] ?? 'http', ' ', getenv('PRICE');";
    const told =
      "<?php header('content-type: application/json'); echo json_encode(array_map('getenv', ['PRICE', 'NOTE', 'LARGE']));";
    const note = " two\nlines\ttab \u001b[1m, $HOME $$ $(id) `id` \" ' \\n # ä 🪶 ";
    const variables = { PRICE: "$5", NOTE: note, LARGE: "$".repeat(8 * 1024) };
    const files = { "www/sum.php": page, "www/told.php": told, "www/databases.php": databasePage };
    const join = joinOf("php", ...databases.map(({ name }) => name));
    await up("php", templates.php, { port: ports.php, environment: { ...environment, ...variables } }, { files, join });
    await publish("php", ports.php);
    expect((await get("php")).text).toMatch(/PHP 8\.4\.\d+\./);
    expect(await get("php", "/sum.php")).toEqual({ status: 200, text: "5050 http $5" });
    expect(JSON.parse((await get("php", "/told.php")).text)).toEqual(Object.values(variables));
    // Nobody but the account reads what its containers are described by.
    expect((await inside("stat -c %a:%u stacks/php/compose.yaml")).trim()).toBe(`600:${owner}`);
    expect(await get("php", "/no-such.php")).toMatchObject({ status: 404 });
    expect(JSON.parse((await get("php", "/databases.php")).text)).toEqual({ POSTGRESQL: 1, MARIADB: 1, VALKEY: 1 });
    const wrong = { POSTGRESQL: "refused", MARIADB: "refused", VALKEY: "refused" };
    expect(JSON.parse((await get("php", "/databases.php?password=wrong")).text)).toEqual(wrong);
  });

  test("a database outlives its containers, and its password of today is the only one", async () => {
    const changed = new Secret("another-password-of-32-characters");
    const secrets = { "database-password": changed };
    // Each is made anew, and joins the app that runs on.
    await Promise.all(databases.map((addOn) => up(`php-${addOn.name}`, addOn, { secrets }, { home: "php" })));
    const ask = async (asked: Secret<string>) =>
      JSON.parse((await get("php", `/databases.php?password=${encodeURIComponent(asked.reveal())}`)).text);
    expect(await ask(changed)).toEqual({ POSTGRESQL: 2, MARIADB: 2, VALKEY: 2 });
    expect(await ask(password)).toEqual({ POSTGRESQL: "refused", MARIADB: "refused", VALKEY: "refused" });
  });

  test("databases that are made anew at once do not hinder each other", async () => {
    const list = "podman ps --filter network=php_default --format '{{.Names}}' | sort | xargs";
    const joined = await inside(list);
    // A container of the cache's is listed, and gone when it is asked for: compose replaced it.
    await inside(`set -Eeuo pipefail
      source /usr/local/lib/rookery/lib/stacks.sh
      source /usr/local/lib/rookery/lib/joins.sh
      replaced=$(podman create --label com.docker.compose.project=php-valkey --network php_default ${templates.static.image({})})
      source <(declare -f libpod | sed '1s/libpod/ask/')
      libpod() {
        [[ $2 != containers/$replaced/json ]] || podman rm "$replaced" > /dev/null
        ask "$@"
      }
      podman network disconnect php_default php-mariadb-mariadb-1
      meet_again php-mariadb
      ! podman container exists "$replaced"`);
    expect(await inside(list)).toBe(joined);
    await inside("podman exec php-web-1 getent hosts mariadb");
  });

  test("nobody in another account reaches a database, in a container or out of it", async () => {
    const address = `podman inspect --format '{{range .NetworkSettings.Networks}}{{.IPAddress}} {{end}}'`;
    const targets: string[] = [];
    for (const { name, port } of databases) {
      const found = await inside(`${address} php-${name}-${name}-1`);
      targets.push(
        ...[...found.trim().split(/\s+/), "127.0.0.1", "169.254.1.2", "10.0.2.100"].map((ip) => `${ip},${port}`),
      );
    }
    const reach = `bash /home/test/reach-database.sh "$@"`;
    const contained = `podman run --rm -v /home/test:/home/test:ro ${templates.static.image({})} ${reach}`;
    const other = `podman network create other > /dev/null; ${contained.replace("--rm", "--rm --network other")}`;
    // At once: each waits for answers that do not come.
    const found = await Promise.all([contained, reach, other].map((attack) => node.as(stranger, attack, ...targets)));
    expect(found).toEqual(["", "", ""]);
    // Shows that the attack works where it may.
    const beside = `podman run --rm --network php_default -v /home/test:/home/test:ro ${templates.static.image({})} ${reach}`;
    expect((await inside(`set -- ${targets.join(" ")}; ${beside}`)).trim().split("\n")).toHaveLength(databases.length);
  });

  test("no secret shows in a process list or in a container's description", async () => {
    const seen = await inside(
      "podman ps -q | xargs podman inspect --format '{{.Config.Env}} {{.Args}}' $(podman ps -q --filter name=php-); ps -eo args",
    );
    expect(seen).not.toContain("another-password-of-32-characters");
  });

  test("WordPress is installed in the browser, and its uploads outlive a release", async () => {
    await up("wp-mariadb", templates.mariadb, {}, { home: "wp" });
    await up("wp-r1", templates.wordpress, { port: ports.wordpress }, { home: "wp", join: joinOf("wp", "mariadb") });
    await publish("wp", ports.wordpress);
    expect(await get("wp")).toMatchObject({ status: 302 });
    const install = await get("wp", "/wp-admin/install.php");
    expect(install.status).toBe(200);
    expect(install.text).toContain("WordPress &rsaquo; Installation");
    expect((await get("wp", "/wp-admin/setup-config.php")).text).not.toContain("database");
    const form = new URLSearchParams({
      ...{ weblog_title: "Our shop", user_name: "owner", admin_email: "owner@example.org", Submit: "Install" },
      ...{ admin_password: "long enough to be good", admin_password2: "long enough to be good", pw_weak: "on" },
    });
    const done = await visit(node.lab, "wp.localhost", "/wp-admin/install.php?step=2", form);
    expect(done.text).toContain("WordPress has been installed");
    expect(await get("wp")).toMatchObject({ status: 200, text: expect.stringContaining("Our shop") });
    const uploads = "/srv/www/wp-content/uploads";
    await inside(
      `podman exec wp-r1-web-1 sh -c 'echo kept > ${uploads}/note.txt; echo "<?php echo 6 * 7;" > ${uploads}/evil.php'`,
    );
    const database = () => inside("podman inspect --format '{{.Id}} {{.State.StartedAt}}' wp-mariadb-mariadb-1");
    const before = await database();
    await up("wp-r2", templates.wordpress, { port: ports.next }, { home: "wp", join: joinOf("wp", "mariadb") });
    // Both releases reach it, and neither another container of the other's.
    const meets = (release: string, name: string) =>
      inside(`podman exec ${release} bash -c 'getent hosts "$0" | wc -l' ${name}`).then((count) => Number(count));
    for (const [release, other] of [
      ["wp-r1-web-1", "wp-r2-web-1"],
      ["wp-r2-web-1", "wp-r1-web-1"],
    ] as const) {
      expect([await meets(release, "mariadb"), await meets(release, "web"), await meets(release, other)]).toEqual([
        ...[1, 1, 0],
      ]);
    }
    await publish("wp", ports.next);
    expect(await get("wp", "/wp-content/uploads/note.txt")).toEqual({ status: 200, text: "kept\n" });
    expect(await get("wp", "/wp-content/uploads/evil.php")).toMatchObject({ status: 404 });
    await call("stack-remove", { user, stack: "wp-r1" });
    expect(await inside("podman network ls --format '{{.Name}}' | grep ^wp- | sort | xargs")).toBe(
      "wp-mariadb_default wp-r2_default\n",
    );
    expect(await database()).toBe(before);
    expect(await get("wp")).toMatchObject({ status: 200, text: expect.stringContaining("Our shop") });
  });

  test("what a stack does not join any more leaves its network, and who is of another home never joins", async () => {
    const on = async () =>
      (await inside("podman ps --filter network=php_default --format '{{.Names}}' | sort | xargs")).trim();
    await call("stack-apply", { user, stack: "php", join: joinOf("php", "valkey"), waitSeconds: 20 });
    expect(await on()).toBe("php-valkey-valkey-1 php-web-1");
    const cache = [{ stack: "php-valkey", alias: "cache" }];
    await call("stack-apply", { user, stack: "php", join: cache, waitSeconds: 20 });
    await inside("podman exec php-web-1 getent hosts cache");
    await expect(inside("podman exec php-web-1 getent hosts valkey")).rejects.toThrow();
    for (const stack of ["wp-mariadb", "nowhere"]) {
      const join = [{ stack, alias: "other" }];
      await expect(call("stack-apply", { user, stack: "php", join })).rejects.toMatchObject({ code: "stack.unknown" });
    }
    await call("stack-apply", { user, stack: "php", join: [], waitSeconds: 20 });
    expect(await on()).toBe("php-web-1");
    const all = joinOf("php", ...databases.map(({ name }) => name));
    expect(await call("stack-apply", { user, stack: "php", join: all, waitSeconds: 20 })).toMatchObject({
      state: "healthy",
    });
    expect(await on()).toBe("php-mariadb-mariadb-1 php-postgresql-postgresql-1 php-valkey-valkey-1 php-web-1");
  });

  test("a process that dies is started again", async () => {
    // Whoever waited for the command's end would be killed with the container that it ends, now and then.
    await inside("podman exec --detach node-web-1 bash -c 'kill -KILL 2'");
    const stands = "podman inspect --format '{{.State.Running}} {{.RestartCount}}' node-web-1";
    await expect.poll(() => inside(stands), { timeout: 90_000 }).toBe("true 1\n");
  });

  describe("after a restart of the node", () => {
    const idle = { user: userOfSlot(3), stack: "idle" };
    /** When a stack's unit began to start it, and when all of it was healthy, in microseconds since the boot. */
    const startOf = async (stack: string) => {
      const names = ["InactiveExitTimestampMonotonic", "ActiveEnterTimestampMonotonic"];
      const show = `systemctl --user show --value ${names.map((name) => `-p ${name}`).join(" ")} rookery-stack@${stack}`;
      const [begun = 0, up = 0] = (await inside(show)).trim().split("\n").map(Number);
      return { begun, up };
    };

    beforeAll(async () => {
      await call("account-ensure", accountOf(2, [otherPorts.other]));
      await call("account-ensure", accountOf(3, [otherPorts.idle]));
      for (const [stack, slot] of [
        ["other", 2],
        ["idle", 3],
      ] as const) {
        await call("stack-apply", siteOf(slot, stack, otherPorts[stack], stack));
        await publish(stack, otherPorts[stack]);
      }
      const hosts = ["idle.localhost"];
      await call("route-put", { site: "idle", hosts, port: otherPorts.idle, state: "suspended" });
      await call("stack-stop", idle);
      await node.lab.reboot();
    });

    test("every site is back by itself, databases before the apps that join them", async () => {
      const sites = ["other", "node", "wsgi", "asgi", "wp", "php"];
      for (const site of sites) await expect.poll(() => get(site), { timeout: 90_000 }).toMatchObject({ status: 200 });
      expect((await get("wp")).text).toContain("Our shop");
      expect(JSON.parse((await get("php", "/databases.php?password=another-password-of-32-characters")).text)).toEqual(
        Object.fromEntries(["POSTGRESQL", "MARIADB", "VALKEY"].map((name) => [name, expect.any(Number)])),
      );
      for (const [app, ...joined] of [
        ["wp-r2", "wp-mariadb"],
        ["php", "php-postgresql", "php-mariadb", "php-valkey"],
      ] as const) {
        const { begun } = await startOf(app);
        for (const stack of joined) {
          const { up } = await startOf(stack);
          expect([stack, up > 0 && up <= begun]).toEqual([stack, true]);
        }
      }
    });

    test("what was suspended stays down until it is started again", async () => {
      expect(await get("idle")).toMatchObject({ status: 503 });
      expect(await node.as(20_003, "podman ps --quiet")).toBe("");
      expect(await call("stack-status", idle)).toMatchObject({ state: "stopped", current: true });
      expect(await call("stack-apply", { ...idle, waitSeconds: 20 })).toMatchObject({ state: "healthy" });
      await publish("idle", otherPorts.idle);
      expect(await get("idle")).toEqual({ status: 200, text: "idle" });
    });
  });
});
