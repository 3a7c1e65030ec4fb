import type { Client } from "ssh2";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { appStacks } from "#core/hosting/compose/app-stacks.ts";
import { lintCompose } from "#core/hosting/compose/compose-lint.state.ts";
import { context, options } from "#core/hosting/compose/test-apps.ts";
import { labSupport } from "./support.ts";
import { accountOf, siteOf, type TestLab, testLab, userOfSlot, visit } from "./test-lab.ts";

const attacker = 20_001;
const victim = 20_002;
const image = "localhost/rookery/static:2";
const nodeAddress = "10.0.2.100";
/** How pasta shows a container the host. */
const hostSeenFromContainer = "169.254.1.2";
const victimContainer = "10.77.0.2,8080";
/** The victim's site and what joins it, on the network of that site. */
const joined = ["10.78.0.2,8080", "10.78.0.3,8080"];

const everyWayToTheNode = (port: number) =>
  ["127.0.0.1", "127.0.0.9", "::1", nodeAddress, hostSeenFromContainer].map((host) => `${host},${port}`);
const walled = [
  ...everyWayToTheNode(10_002),
  ...everyWayToTheNode(22),
  ...everyWayToTheNode(25),
  victimContainer,
  ...joined,
  "198.51.100.2,25",
  "169.254.169.254,80",
];
/** Shows that the attack itself works where it may. */
const open = ["198.51.100.2,80"];
const targets = [...walled, ...open];

const lines = (text: string) => text.split("\n").filter(Boolean);

describe.skipIf(!labSupport().ok)("two accounts on one node", () => {
  let node: TestLab;

  beforeAll(async () => {
    node = await testLab("isolation");
    for (const slot of [1, 2])
      await node.operator.primitive("account-ensure", accountOf(slot, [10_000 + slot, 10_010 + slot]));
    const own = siteOf(1, "site-1", 10_001, "site of 1");
    expect(await node.operator.primitive("stack-apply", own)).toMatchObject({ state: "healthy" });
    const data = siteOf(2, "site-2-data", 0, "site of joined");
    const { web } = JSON.parse(data.compose).services;
    const compose = JSON.stringify({ services: { data: { ...web, ports: [] } } });
    await node.operator.primitive("stack-apply", { ...data, home: "site-2", compose });
    const site = siteOf(2, "site-2", 10_002, "site of 2");
    const networks = { default: { ipam: { config: [{ subnet: "10.78.0.0/24" }] } } };
    const joining = {
      ...{ ...site, compose: JSON.stringify({ ...JSON.parse(site.compose), networks }) },
      join: [{ stack: "site-2-data", alias: "data" }],
    };
    expect(await node.operator.primitive("stack-apply", joining)).toMatchObject({ state: "healthy" });
    await node.operator.primitive("route-put", {
      site: "site-1",
      hosts: ["one.localhost"],
      port: 10_001,
      state: "live",
    });
    await node.lab.inside("bash", ["/home/test/outside.sh"]);
    await node.as(
      victim,
      `echo secret > ~/secret; chmod 644 ~/secret
       podman network create --subnet 10.77.0.0/24 apart > /dev/null
       podman run -d --name apart --network apart --ip 10.77.0.2 --read-only --tmpfs /tmp \
         -v ~/stacks/site-2/www:/srv/www:ro ${image} > /dev/null`,
    );
  });
  afterAll(() => node[Symbol.asyncDispose]());

  test("what the others must not reach is there: root reaches it", async () => {
    const reached = await node.lab.inside("bash", [
      "/home/test/reach.sh",
      ...["127.0.0.1,10002", "127.0.0.1,22", "127.0.0.1,25", "198.51.100.2,25", "169.254.169.254,80"],
      ...[`/run/user/${victim}/podman/podman.sock`, `file:/home/${userOfSlot(2)}/secret`],
    ]);
    expect(lines(reached)).toHaveLength(7);
    const beside = `podman run --rm --network site-2_default -v /home/test:/home/test:ro ${image} bash /home/test/reach.sh "$@"`;
    expect(lines(await node.as(victim, beside, ...joined))).toEqual(joined);
  });

  test("a host process of one account reaches nothing of the other's, nor the node's doors, mail port or metadata", async () => {
    expect(lines(await node.as(attacker, 'bash /home/test/reach.sh "$@"', ...targets))).toEqual(open);
  });

  test("a subordinate id of one account reaches no more than its user", async () => {
    const script = 'podman unshare setpriv --reuid=1000 --clear-groups bash /home/test/reach.sh "$@"';
    expect(lines(await node.as(attacker, script, ...targets))).toEqual(open);
  });

  test.each([
    ["on a network of its own", ""],
    ["on pasta's network", "--network pasta"],
    ["on pasta's network with the host mapped in", "--network pasta:--map-gw,--map-host-loopback,169.254.1.2"],
    ["on the host's network", "--network host"],
    ["that begins as root", "--user 0 --cap-drop AUDIT_WRITE,MKNOD,NET_RAW --security-opt no-new-privileges"],
    ["that begins as root with every right there is", "--user 0 --cap-add ALL --security-opt seccomp=unconfined"],
  ])("a container %s reaches nothing of the other account's", async (_, network) => {
    const script = `podman run --rm ${network} -v /home/test:/home/test:ro ${image} bash /home/test/reach.sh "$@"`;
    expect(lines(await node.as(attacker, script, ...targets))).toEqual(open);
  });

  test.each([
    ["with the default network", ""],
    ["with the host's network", "--network host"],
  ])("a build step %s reaches nothing of the other account's", async (_, network) => {
    const script = `mkdir -p ~/context && cp /home/test/reach.sh ~/context/ && cd ~/context
      printf 'FROM ${image}\\nCOPY reach.sh /\\nRUN bash /reach.sh %s > /tmp/reached; sed "s/^/reached /" /tmp/reached\\n' "$*" > Containerfile
      podman build --no-cache --pull=never ${network} . 2>&1`;
    const out = await node.as(attacker, script, ...targets);
    expect(out).toContain("COMMIT");
    expect(lines(out).flatMap((line) => line.match(/^reached (.+)/)?.[1] ?? [])).toEqual(open);
  });

  test("no process of one account sees the other's files, sockets or secrets", async () => {
    const paths = [
      ...[`/run/user/${victim}/podman/podman.sock`, `/run/user/${victim}/bus`, "/run/rookery-ingress/control.sock"],
      "/run/rookery-ingress/plain.sock",
      ...[`file:/home/${userOfSlot(2)}/secret`, `file:/home/${userOfSlot(2)}`, `file:/run/user/${victim}`],
      ...[
        "file:/var/lib/rookery/accounts",
        "file:/var/lib/rookery/routes",
        "file:/var/lib/rookery/ingress/current/sites",
      ],
      ...["file:/etc/shadow", "file:/etc/sudoers.d/rookery", "file:/etc/ssh/ssh_host_ed25519_key"],
    ];
    expect(await node.as(attacker, 'bash /home/test/reach.sh "$@"', ...paths)).toBe("");
    const escaped = `podman run --rm --security-opt label=disable -v /:/host:ro ${image} bash -c '
      ls /host/home/${userOfSlot(2)} /host/run/user/${victim} 2> /dev/null; cat /host/etc/shadow 2> /dev/null; true'`;
    expect(await node.as(attacker, escaped)).toBe("");
    const environment = `for pid in $(pgrep -u ${victim}); do cat /proc/$pid/environ; kill -0 $pid && echo $pid; done 2> /dev/null; true`;
    expect(await node.as(attacker, environment)).toBe("");
  });

  test("the shared image store is read-only for everybody", async () => {
    const script = "find /var/lib/rookery/images -writable ! -type l | head";
    expect(await node.as(attacker, script)).toBe("");
  });

  test("compose apps of both that name everything alike reach what is their own, and nothing of each other", async () => {
    const file = (slot: number) => `services:
  web:
    image: nginx:1.29
    expose: ["8080"]
    configs: [{ source: page, target: /srv/www/index.html }]
  db:
    image: nginx:1.29
    volumes: ["data:/srv/data"]
    configs: [{ source: data, target: /srv/www/index.html }]
configs: { page: { content: "site of ${slot}, web" }, data: { content: "site of ${slot}, db" } }
volumes: { data: }
`;
    const addresses = new Map<number, string[]>();
    for (const slot of [1, 2]) {
      const { app } = lintCompose(file(slot), options);
      if (!app) throw new Error("it is no compose app");
      const place = { stack: "shop-1", service: "shop", port: 10_010 + slot, images: { web: image, db: image } };
      const { release, data } = appStacks(app, { ...context, ...place });
      const user = userOfSlot(slot);
      const join = data.map(({ name, stack }) => ({ stack, alias: name }));
      const below = data.map(({ stack, compose }) => ({ stack, compose }));
      for (const stack of [...below, { stack: "shop-1", compose: release.compose, join }]) {
        const applied = { user, home: "shop", ...stack, waitSeconds: 20 };
        const up = async () => (await node.operator.primitive("stack-apply", applied)) as { state: string };
        await expect.poll(async () => (await up()).state, { timeout: 120_000 }).toBe("healthy");
      }
      const ips = `podman inspect shop-1-web-1 shop-c-db-db-1 --format '{{range .NetworkSettings.Networks}}{{.IPAddress}} {{end}}'`;
      addresses.set(slot, (await node.as(20_000 + slot, ips)).trim().split(/\s+/));
    }
    const pages = (slot: number, of: number) => {
      const hosts = ["web,8080", "db,8080", ...(addresses.get(of) ?? []).map((ip) => `${ip},8080`)];
      const all = [...hosts, ...everyWayToTheNode(10_010 + of)];
      const get = `for target; do timeout 3 bash -c 'exec 3<> "/dev/tcp/$1/$2" && printf "GET / HTTP/1.0\\r\\n\\r\\n" >&3 && cat <&3' - "\${target%,*}" "\${target##*,}" 2> /dev/null; done | grep -oE 'site of [0-9], (web|db)' | sort -u`;
      return node.as(20_000 + slot, 'script=$1; shift; podman exec shop-1-web-1 bash -c "$script" - "$@"', get, ...all);
    };
    expect(await pages(1, 2)).toBe("site of 1, db\nsite of 1, web\n");
    expect(await pages(2, 1)).toBe("site of 2, db\nsite of 2, web\n");
  });

  describe("through the channel that the platform forwards", () => {
    let door: Client;
    beforeAll(async () => {
      door = await node.ssh(userOfSlot(1));
    });
    afterAll(() => door.end());

    const unix = (path: string) =>
      new Promise<boolean>((done) => {
        door.openssh_forwardOutStreamLocal(path, (error, channel) => {
          channel?.destroy();
          done(error === undefined);
        });
      });
    const tcp = (host: string, port: number) =>
      new Promise<boolean>((done) => {
        door.forwardOut("127.0.0.1", 1, host, port, (error, channel) => {
          channel?.destroy();
          done(error === undefined);
        });
      });

    test("an account's own podman.sock opens", async () => {
      expect(await unix(`/run/user/${attacker}/podman/podman.sock`)).toBe(true);
    });

    test("another account's sockets and the ingress's do not", async () => {
      expect(await unix(`/run/user/${victim}/podman/podman.sock`)).toBe(false);
      expect(await unix(`/run/user/${victim}/bus`)).toBe(false);
      for (const name of ["control", "plain", "secure"]) {
        expect(await unix(`/run/rookery-ingress/${name}.sock`)).toBe(false);
      }
    });

    test("no TCP address opens, neither the node's nor any other", async () => {
      for (const target of targets) {
        const [host = "", port] = target.split(",");
        expect([target, await tcp(host, Number(port))]).toEqual([target, false]);
      }
    });
  });

  test("a site's port taken by another account while the site is down shows visitors nothing of the taker's", async () => {
    await node.operator.primitive("stack-stop", { user: userOfSlot(1), stack: "site-1" });
    await node.as(victim, "systemd-run --user -q --unit=taker perl /home/test/listen.pl 10001");
    const taken = `for i in $(seq 600); do ss -Hltn 'sport = 10001' | grep -q . && exit 0; sleep 0.05; done; exit 1`;
    await node.lab.inside("bash", ["-c", taken]);
    const answer = await visit(node.lab, "one.localhost");
    await node.as(victim, "systemctl --user stop taker");
    expect(answer).toMatchObject({ status: 503, text: expect.not.stringContaining("stolen") });
  });

  test("ports 80 and 443 are out of an account's reach, whether the ingress runs or not", async () => {
    await node.lab.inside("systemctl", ["stop", "rookery-edge.service", "rookery-ingress.service"]);
    for (const port of [80, 443]) {
      await expect(node.as(victim, `perl /home/test/listen.pl ${port}`)).rejects.toThrow("Permission denied");
    }
    await node.lab.inside("systemctl", ["start", "rookery-edge.service", "rookery-ingress.service"]);
  });

  test("it is the firewall that stops these attacks: without it the same ones get through", async () => {
    await node.lab.inside("nft", ["delete", "table", "inet", "rookery"]);
    const reached = lines(await node.as(attacker, 'bash /home/test/reach.sh "$@"', ...targets));
    expect(reached).toEqual(expect.arrayContaining(["127.0.0.1,10002", "127.0.0.1,22", "198.51.100.2,25", ...open]));
    await node.lab.inside("systemctl", ["restart", "rookery-firewall.service"]);
    expect(lines(await node.as(attacker, 'bash /home/test/reach.sh "$@"', ...targets))).toEqual(open);
  });
});
