import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Template, type TemplateContext, templates } from "#core/hosting/index.ts";
import { Secret } from "#core/kernel/secret.ts";
import { ensureImages } from "./images.ts";
import { labSupport } from "./support.ts";
import { accountOf, type TestLab, testLab, userOfSlot, visit } from "./test-lab.ts";

const images = [...new Set(Object.values(templates).map((template) => template.image({}).split(/[/:]/)[2] ?? ""))];
const user = userOfSlot(1);
const [owner, stranger] = [20_001, 20_002];
const ports = { php: 10_001, node: 10_002, wsgi: 10_003, asgi: 10_004, wordpress: 10_005, next: 10_006 };
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

  /** Brings a template up as the platform does: apply until it is no longer starting. */
  async function up(stack: string, template: Template, changes: Partial<TemplateContext> = {}, files = {}) {
    const rendered = template.render({
      ...{ stack, service: stack, host: `${stack}.localhost`, port: 10_000, parameters: {}, environment: {} },
      limits: { memoryMb: 256, processes: 128 },
      secrets: Object.fromEntries(template.secrets.map((name) => [name, password])),
      ...changes,
    });
    const input = { user, stack, ...rendered, files: { ...rendered.files, ...files }, waitSeconds: 20 };
    let answer: { state: string; message?: string } = { state: "starting" };
    for (let turn = 0; turn < 4 && answer.state === "starting"; turn++) {
      answer = (await call("stack-apply", input)) as typeof answer;
    }
    expect({ stack, ...answer }).toMatchObject({ stack, state: "healthy" });
  }
  const publish = (site: string, port: number) =>
    call("route-put", { site, hosts: [`${site}.localhost`], port, state: "live" });
  const join = (app: string, addOn: string, name: string) =>
    inside(`podman network connect --alias ${name} ${app}_default ${addOn}-${name}-1`);

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
    for (const template of Object.values(templates)) {
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
    await Promise.all(databases.map((addOn) => up(`php-${addOn.name}`, addOn)));
    const page = "<?php echo array_sum(range(1, 100)), ' ', $_SERVER['HTTPS'] ?? 'http', ' ', getenv('PRICE');";
    const files = { "www/sum.php": page, "www/databases.php": databasePage };
    await up("php", templates.php, { port: ports.php, environment: { ...environment, PRICE: "$5" } }, files);
    for (const { name } of databases) await join("php", `php-${name}`, name);
    await publish("php", ports.php);
    expect((await get("php")).text).toMatch(/PHP 8\.4\.\d+\./);
    expect(await get("php", "/sum.php")).toEqual({ status: 200, text: "5050 http $5" });
    expect(await get("php", "/no-such.php")).toMatchObject({ status: 404 });
    expect(JSON.parse((await get("php", "/databases.php")).text)).toEqual({ POSTGRESQL: 1, MARIADB: 1, VALKEY: 1 });
    const wrong = { POSTGRESQL: "refused", MARIADB: "refused", VALKEY: "refused" };
    expect(JSON.parse((await get("php", "/databases.php?password=wrong")).text)).toEqual(wrong);
  });

  test("a database outlives its containers, and its password of today is the only one", async () => {
    const changed = new Secret("another-password-of-32-characters");
    await Promise.all(
      databases.map(async (addOn) => {
        await up(`php-${addOn.name}`, addOn, { secrets: { "database-password": changed } });
        await join("php", `php-${addOn.name}`, addOn.name);
      }),
    );
    const ask = async (asked: Secret<string>) =>
      JSON.parse((await get("php", `/databases.php?password=${encodeURIComponent(asked.reveal())}`)).text);
    expect(await ask(changed)).toEqual({ POSTGRESQL: 2, MARIADB: 2, VALKEY: 2 });
    expect(await ask(password)).toEqual({ POSTGRESQL: "refused", MARIADB: "refused", VALKEY: "refused" });
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
    expect(await node.as(stranger, contained, ...targets)).toBe("");
    expect(await node.as(stranger, reach, ...targets)).toBe("");
    const other = `podman network create other > /dev/null; ${contained.replace("--rm", "--rm --network other")}`;
    expect(await node.as(stranger, other, ...targets)).toBe("");
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
    await up("wp-mariadb", templates.mariadb);
    await up("wp", templates.wordpress, { port: ports.wordpress });
    await join("wp", "wp-mariadb", "mariadb");
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
      `podman exec wp-web-1 sh -c 'echo kept > ${uploads}/note.txt; echo "<?php echo 6 * 7;" > ${uploads}/evil.php'`,
    );
    await up("wp-r2", templates.wordpress, { service: "wp", port: ports.next });
    await join("wp-r2", "wp-mariadb", "mariadb");
    await publish("wp", ports.next);
    expect(await get("wp", "/wp-content/uploads/note.txt")).toEqual({ status: 200, text: "kept\n" });
    expect(await get("wp", "/wp-content/uploads/evil.php")).toMatchObject({ status: 404 });
    expect(await get("wp")).toMatchObject({ status: 200, text: expect.stringContaining("Our shop") });
  });

  test("a process that dies is started again", async () => {
    await inside("podman exec node-web-1 bash -c 'kill -KILL 2'");
    const back = `for i in $(seq 200); do [[ $(podman inspect --format '{{.State.Running}} {{.RestartCount}}' node-web-1) = 'true 1' ]] && exit; sleep 0.1; done; exit 1`;
    await inside(back);
  });
});
