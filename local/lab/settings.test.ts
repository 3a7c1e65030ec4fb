import { createPublicKey, generateKeyPairSync } from "node:crypto";
import { type IncomingHttpHeaders, request } from "node:http";
import { request as secureRequest } from "node:https";
import { join } from "node:path";
import type { TLSSocket } from "node:tls";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { acmeAuthority } from "#core/certificates/acme/authority.ts";
import { httpsCall } from "#core/certificates/acme/https-call.ts";
import { keyAuthorization } from "#core/certificates/acme/json-signature.ts";
import { signingRequest } from "#core/certificates/acme/signing-request.ts";
import { passwordHash } from "#core/settings/password-hash.ts";
import { type LocalAuthority, pebbleIsHere, startPebble } from "../acme/pebble.ts";
import { labSupport } from "./support.ts";
import { accountOf, siteOf, type TestLab, testLab } from "./test-lab.ts";

const account = accountOf(1, [10_001]);
const [host, old] = ["shop.localhost", "old.localhost"];
const pass = "a-pass-of-twenty-characters";
const address = "http://shop.localhost";
const redirect = (from: string, to: string, more: object = {}) => ({ from, to, code: 301, keepPath: false, ...more });

describe.skipIf(!labSupport().ok)("what stands before a site", () => {
  let node: TestLab;
  const call = (name: string, input: unknown) => node.operator.primitive(name, input, { timeoutSeconds: 60 });
  const put = (settings: object = {}) =>
    call("route-put", { site: "shop", hosts: [host, old], port: 10_001, state: "live", ...settings });

  const ask = (path: string, headers: IncomingHttpHeaders = {}) =>
    new Promise<{ status?: number; headers: IncomingHttpHeaders; text: string }>((done, fail) => {
      const to = { host: node.lab.host, port: node.lab.httpPort, path, headers: { host, ...headers }, agent: false };
      request(to, (response) => {
        let text = "";
        response.setEncoding("utf8").on("data", (part: string) => {
          text += part;
        });
        response.on("end", () => done({ status: response.statusCode ?? 0, headers: response.headers, text }));
      })
        .on("error", fail)
        .end();
    });
  const led = async (path: string, headers?: IncomingHttpHeaders) => {
    const { status, headers: got } = await ask(path, headers);
    return [status, got.location];
  };
  const basic = (name: string, password: string) => ({
    authorization: `Basic ${Buffer.from(`${name}:${password}`).toString("base64")}`,
  });

  beforeAll(async () => {
    node = await testLab("settings");
    await call("account-ensure", account);
    expect(await call("stack-apply", siteOf(1, "shop", 10_001, "the shop"))).toMatchObject({ state: "healthy" });
    await put();
  });
  afterAll(() => node[Symbol.asyncDispose]());

  test("leads paths and host names elsewhere, with the rest of the path where that is wanted", async () => {
    await put({
      redirects: [
        redirect("/moved", "https://elsewhere.example/new?from=shop#top", { code: 302 }),
        redirect("/docs", `${address}/manual`, { code: 308, keepPath: true }),
        redirect("/größe & co".replaceAll(/[ &]/g, "+"), "/size", { keepPath: true, code: 307 }),
        redirect(old, address, { keepPath: true }),
      ],
    });
    expect(await led("/moved")).toEqual([302, "https://elsewhere.example/new?from=shop#top"]);
    expect(await led("/moved?q=1")).toEqual([302, "https://elsewhere.example/new?from=shop#top"]);
    expect((await ask("/moved/on")).status).toBe(404);
    expect(await led("/docs")).toEqual([308, `${address}/manual`]);
    expect(await led("/docs/a%20b/?q=%0d%0aset-cookie:x")).toEqual([
      308,
      `${address}/manual/a%20b/?q=%0d%0aset-cookie:x`,
    ]);
    expect((await ask("/docsy")).status).toBe(404);
    expect(await led("/gr%C3%B6%c3%9fe+++co//evil.example/x")).toEqual([307, `${address}/size//evil.example/x`]);
    expect(await led("/a?b=c", { host: old })).toEqual([301, `${address}/a?b=c`]);
    expect(await led("//evil.example/", { host: old })).toEqual([301, `${address}//evil.example/`]);
    expect(await ask("/")).toMatchObject({ status: 200, text: "the shop" });
  });

  test("no path of a visitor writes a header or leads to a host of theirs", async () => {
    const hostile = [
      "%0d%0aset-cookie:%20x=1",
      "..%2f..%2f",
      "%00",
      "@evil.example",
      "\\evil.example",
      "%5c%5cevil.example",
      "$host",
      "%24host",
      ["$", "{document_root}"].join(""),
    ];
    await put({
      redirects: [redirect("/docs", "/manual", { keepPath: true }), redirect(old, address, { keepPath: true })],
    });
    for (const [path, from] of hostile.flatMap(
      (text) =>
        [
          [`/docs/${text}`, host],
          [`/${text}`, old],
        ] as const,
    )) {
      const { status, headers } = await ask(path, { host: from }).catch(() => ({
        status: 400,
        headers: {} as IncomingHttpHeaders,
      }));
      expect(headers["set-cookie"], path).toBeUndefined();
      if (status !== 400) expect(new URL(headers.location ?? "", address).hostname, path).toBe(host);
    }
  });

  test.each([
    ["redirects", { from: "/a", to: "javascript:alert(1)" }],
    ["redirects", { from: "/a", to: 'https://x.example/"; return 200 "' }],
    ["redirects", { from: "/a", to: "https://x.example/$host" }],
    ["redirects", { from: "/a", to: "https://x.example/\\" }],
    ["redirects", { from: "/a", to: "https://x.example/\n" }],
    ["redirects", { from: "/a", to: "https://x.example@evil.example/" }],
    ["redirects", { from: "/a", to: "//evil.example/", keepPath: true }],
    ["redirects", { from: "/a", to: "/", keepPath: true }],
    ["redirects", { from: '/a" { } location "/', to: "/b" }],
    ["redirects", { from: "/a\\", to: "/b" }],
    ["redirects", { from: "/a\n", to: "/b" }],
    ["redirects", { from: "/$x", to: "/b" }],
    ["redirects", { from: "/a b", to: "/b" }],
    ["redirects", { from: "@unavailable", to: "/b" }],
    ["redirects", { from: "~ ^/", to: "/b" }],
    ["redirects", { from: "", to: "/b" }],
    ["redirects", { from: "stranger.localhost", to: "https://x.example" }],
    ["redirects", { from: old, to: "/relative" }],
    ["redirects", { from: "/a", to: "/b", code: 200 }],
    ["redirects", { from: "/a", to: "/b", code: "301; }" }],
    ["redirects", { from: "/a", to: "/b", more: 1 }],
    ["auth", { realm: 'x"; autoindex on; "', users: [{ name: "ada", hash: "" }] }],
    ["auth", { realm: "$host" }],
    ["auth", { users: [] }],
    ["auth", { users: [{ name: "a:b" }] }],
    ["auth", { users: [{ name: "a\nroot" }] }],
    ["auth", { users: [{ hash: "plain" }] }],
    ["auth", { users: [{ hash: "{PLAIN}secret" }] }],
    ["auth", { users: [{ hash: "$7$\nroot:x" }] }],
    ["pass", "short"],
    ["pass", `${pass}"; return 200 "`],
    ["pass", `${pass}$host`],
  ])("what would mean something to the ingress is refused: %s %j", async (field, value) => {
    const entrant = { name: "ada", hash: passwordHash("x", Buffer.alloc(16)) };
    const full =
      typeof value === "string"
        ? value
        : field === "redirects"
          ? [{ ...redirect("/a", "/b"), ...value }]
          : {
              realm: "Shop",
              ...value,
              users: "users" in value ? value.users.map((one) => ({ ...entrant, ...one })) : [entrant],
            };
    await expect(put({ [field]: full })).rejects.toMatchObject({ code: "input.invalid" });
  });

  test("a password that is asked for is checked, kept from the app, and nowhere in the clear; its pass goes by", async () => {
    const users = [
      { name: "ada", hash: passwordHash("correct horse ü", Buffer.alloc(16, 7)) },
      { name: "bob", hash: passwordHash("battery staple") },
    ];
    await put({ auth: { realm: "Shop", users }, pass });
    expect(await ask("/")).toMatchObject({ status: 401, headers: { "www-authenticate": 'Basic realm="Shop"' } });
    expect((await ask("/", basic("ada", "correct horse ü"))).status).toBe(200);
    expect((await ask("/", basic("bob", "battery staple"))).status).toBe(200);
    for (const [name, password] of [
      ["ada", "correct horse"],
      ["bob", "correct horse ü"],
      ["eve", "x"],
      ["", ""],
    ] as const) {
      expect((await ask("/", basic(name, password))).status, name).toBe(401);
    }
    expect((await ask("/", { cookie: `rookery_pass=${pass}` })).status).toBe(200);
    expect((await ask("/", { cookie: "rookery_pass=another" })).status).toBe(401);
    const files = await node.lab.inside("bash", [
      "-c",
      "stat -c '%a %U' /var/lib/rookery/access/*; cat /var/lib/rookery/access/shop.*; cat /var/lib/rookery/routes/shop.json",
    ]);
    expect(files).toMatch(/^600 rookery-ingress\n/);
    expect(files).not.toContain("battery");
    await put();
    expect((await ask("/")).status).toBe(200);
    expect(await node.lab.inside("bash", ["-c", "ls /var/lib/rookery/access"])).toBe("");
  });

  test("guessing passwords from one address is slowed down", async () => {
    await put({ auth: { realm: "Shop", users: [{ name: "ada", hash: passwordHash("right") }] } });
    const guesses = ["-H", `Host: ${host}`, "http://127.0.0.1/[1-400]"];
    // Of somebody who is not let in at all, which is told without looking at the password: a busy machine looks at fewer in a second.
    const written = ["-s", "-Z", "-o", "/dev/null", "-w", "%{http_code}\\n", "-u", "nobody:guess"];
    const statuses = (await node.lab.inside("curl", [...written, ...guesses])).trim().split("\n");
    expect([...new Set(statuses)].sort()).toEqual(["401", "429"]);
    expect(statuses.filter((status) => status === "429").length).toBeGreaterThan(20);
    await put();
  });

  test("maintenance shows a page with 503 and Retry-After to all but who has the pass", async () => {
    await put({
      state: "maintenance",
      pass,
      auth: { realm: "Shop", users: [{ name: "ada", hash: passwordHash("x") }] },
    });
    expect(await ask("/any?thing")).toMatchObject({
      status: 503,
      headers: { "retry-after": "300", "cache-control": "no-store" },
      text: expect.stringContaining("being worked on"),
    });
    const opened = await ask(`/.rookery/pass/${pass}`);
    expect(opened).toMatchObject({ status: 302, headers: { location: `${address}/` } });
    const cookie = String(opened.headers["set-cookie"]).split(";")[0];
    expect(await ask("/", { cookie })).toMatchObject({ status: 200, text: "the shop" });
    expect((await ask("/.rookery/pass/another")).status).toBe(503);
    await put();
    expect((await ask("/")).status).toBe(200);
  });

  describe.skipIf(!pebbleIsHere())("with certificates", () => {
    const leadsHere = (name: string) => name.endsWith(".example");
    const [shop, other] = ["www.shop.example", "old.shop.example"];
    const tls = { hosts: [shop, other] };
    const named = { hosts: [host, shop, other] };
    let pebble: LocalAuthority;
    let root: string;

    const secure = (name: string, path = "/") =>
      new Promise<{ status?: number | undefined; headers: IncomingHttpHeaders; text: string; issued: string }>(
        (done, fail) => {
          const via = { host: node.lab.host, port: node.lab.httpsPort, servername: name, ca: root, agent: false };
          secureRequest({ ...via, path, headers: { host: name } }, (response) => {
            const issued = (response.socket as TLSSocket).getPeerX509Certificate()?.serialNumber ?? "";
            let text = "";
            response.setEncoding("utf8").on("data", (part: string) => {
              text += part;
            });
            response.on("end", () => done({ status: response.statusCode, headers: response.headers, text, issued }));
          })
            .on("error", fail)
            .end();
        },
      );

    /** As the platform has it: its own account, one order, the node's primitives. */
    async function certify(name: string): Promise<void> {
      const authority = acmeAuthority({
        directory: pebble.directory,
        call: httpsCall({ authority: pebble.authority }),
      });
      const newKey = () => generateKeyPairSync("ec", { namedCurve: "P-256" }).privateKey;
      const key = newKey();
      const as = { key, url: await authority.register(key) };
      const { url, authorizations } = await authority.order(as, [name]);
      const { challenges } = await authority.readAuthorization(as, authorizations[0] ?? "");
      const challenge = challenges.find(({ type }) => type === "http-01");
      if (!challenge) throw new Error("no challenge");
      const { token } = challenge;
      await call("challenge-put", { host: name, token, answer: keyAuthorization(token, key) });
      await authority.answerChallenge(as, challenge.url);
      await until(async () => (await authority.readOrder(as, url)).status !== "pending");
      const own = newKey();
      await authority.finalize(
        as,
        await authority.readOrder(as, url),
        signingRequest(own, createPublicKey(own), [name]),
      );
      await until(async () => (await authority.readOrder(as, url)).status === "valid");
      const chain = await authority.download(as, (await authority.readOrder(as, url)).certificate ?? "");
      await call("challenge-remove", { host: name, token });
      await call("certificate-put", { host: name, chain, key: own.export({ type: "pkcs8", format: "pem" }) });
    }
    async function until(condition: () => Promise<boolean>): Promise<void> {
      while (!(await condition())) await new Promise((next) => setTimeout(next, 100));
    }

    beforeAll(async () => {
      pebble = await startPebble({ dir: join(node.dir, "pebble"), httpPort: node.lab.httpPort, leadsHere });
      root = await pebble.root();
    });
    afterAll(() => pebble.stop());

    test("a host is shown to be ours whatever its site shows, and answers https by a chain that is verified", async () => {
      await expect(put({ ...named, tls })).rejects.toMatchObject({ code: "certificate.unknown" });
      await put({
        ...named,
        state: "maintenance",
        auth: { realm: "Shop", users: [{ name: "ada", hash: passwordHash("x") }] },
      });
      await certify(shop);
      await put({
        ...named,
        state: "stopped",
        redirects: [redirect(other, "https://www.shop.example", { keepPath: true })],
      });
      await certify(other);
      // Its certificate is there, and its website does not answer by https yet.
      await expect(secure(other)).rejects.toThrow();
      await put({ ...named, tls, redirects: [redirect(other, "https://www.shop.example", { keepPath: true })] });
      expect(await secure(shop)).toMatchObject({ status: 200, text: "the shop" });
      expect((await ask("/", { host: shop })).status).toBe(200);
      const { status, headers } = await secure(other, "/a?b");
      expect([status, headers.location]).toEqual([301, "https://www.shop.example/a?b"]);
      await expect(secure(host)).rejects.toThrow();
    });

    test("the next certificate is shown without a reload, and its key is the ingress's alone", async () => {
      const generation = () => node.lab.inside("readlink", ["/var/lib/rookery/ingress/current"]);
      const [before, { issued }] = [await generation(), await secure(shop)];
      await certify(shop);
      expect((await secure(shop)).issued).not.toBe(issued);
      expect(await generation()).toBe(before);
      const files = await node.lab.inside("bash", [
        "-c",
        "stat -c '%a %U' /var/lib/rookery/certificates{,/*}; find /var/lib/rookery/challenges -type f",
      ]);
      expect(files).toBe("750 root\n400 rookery-ingress\n400 rookery-ingress\n");
    });

    test("http leads to https where that is wanted, which browsers are told to remember", async () => {
      const redirectPort = node.lab.httpsPort;
      await put({ ...named, tls: { ...tls, redirectPort, hstsSeconds: 300 } });
      expect(await led("/a?b", { host: shop })).toEqual([301, `https://${shop}:${redirectPort}/a?b`]);
      expect(await ask("/")).toMatchObject({ status: 200, text: "the shop" });
      const { headers, status } = await secure(shop);
      expect([status, headers["strict-transport-security"]]).toEqual([200, "max-age=300"]);
      await put({ ...named, tls: { ...tls, hstsSeconds: 300 } });
      expect((await ask("/", { host: shop })).headers["strict-transport-security"]).toBeUndefined();
    });

    test.each([
      ["certificate-put", { host: "../x", chain: "", key: "" }],
      ["challenge-put", { host: shop, token: "../../../../etc/passwd-x", answer: "a".repeat(20) }],
      ["challenge-put", { host: "..", token: "a".repeat(20), answer: `${"a".repeat(20)}.${"a".repeat(20)}` }],
      ["route-put", { site: "shop", hosts: [host], port: 10_001, state: "live", tls: { hosts: ["stranger.example"] } }],
      [
        "route-put",
        { site: "shop", hosts: [host], port: 10_001, state: "live", tls: { hosts: [host], redirectPort: "1; }" } },
      ],
    ])("what would lead elsewhere is refused: %s %j", async (primitive, input) => {
      await expect(call(primitive, input)).rejects.toMatchObject({ code: "input.invalid" });
    });

    test("a certificate goes with its host", async () => {
      await put({ hosts: [host, other] });
      await expect(secure(other)).rejects.toThrow();
      expect(await node.lab.inside("ls", ["/var/lib/rookery/shown"])).toBe("");
      expect(await node.lab.inside("ls", ["/var/lib/rookery/certificates"])).toBe(`${other}.pem\n`);
      await put();
      expect(await node.lab.inside("ls", ["/var/lib/rookery/certificates"])).toBe("");
    });
  });

  test("a hash is what the node's own crypt makes of the password", async () => {
    const hash = passwordHash("correct horse ü", Buffer.alloc(16, 7));
    const made = await node.lab.inside("perl", ["-e", "print crypt($ARGV[0], $ARGV[1])", "correct horse ü", hash]);
    expect(made).toBe(hash);
  });
});
