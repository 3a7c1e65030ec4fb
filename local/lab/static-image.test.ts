import { request } from "node:http";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { labSupport } from "./support.ts";
import { accountOf, siteOf, type TestLab, testLab } from "./test-lab.ts";

const script = `console.log(${JSON.stringify("x".repeat(2000))});`;
const files = {
  "www/index.html": "<h1>first page</h1>",
  "www/app.js": script,
  "www/module.mjs": script,
  "www/site.webmanifest": "{}",
  "www/font.woff2": "w",
  "www/docs/index.html": "<h1>docs</h1>",
  "www/empty/file.txt": "text",
  "www/.env": "SECRET=1",
  "www/.git/config": "[core]",
  "www/.well-known/security.txt": "Contact: mailto:a@example.org",
};

describe.skipIf(!labSupport().ok)("a static site", () => {
  let node: TestLab;
  beforeAll(async () => {
    node = await testLab("static");
    await node.operator.primitive("account-ensure", accountOf(1, [10_001]));
    const site = siteOf(1, "site", 10_001, "");
    expect(await node.operator.primitive("stack-apply", { ...site, files })).toMatchObject({ state: "healthy" });
    await node.operator.primitive("route-put", { site: "site", hosts: ["a.localhost"], port: 10_001, state: "live" });
  });
  afterAll(() => node[Symbol.asyncDispose]());

  const get = (path: string, headers: Record<string, string> = {}) =>
    new Promise<{ status: number | undefined; headers: NodeJS.Dict<string | string[]>; body: string }>((done, fail) => {
      const options = { port: node.lab.httpPort, path, headers: { host: "a.localhost", ...headers }, agent: false };
      request({ host: node.lab.host, ...options }, (response) => {
        let body = "";
        response.on("data", (part) => {
          body += part;
        });
        response.on("end", () => done({ status: response.statusCode, headers: response.headers, body }));
      })
        .on("error", fail)
        .end();
    });

  test.each([
    ["/", 200, "text/html; charset=utf-8"],
    ["/docs/", 200, "text/html; charset=utf-8"],
    ["/app.js", 200, "application/javascript; charset=utf-8"],
    ["/module.mjs", 200, "text/javascript; charset=utf-8"],
    ["/site.webmanifest", 200, "application/manifest+json"],
    ["/font.woff2", 200, "font/woff2"],
    ["/.well-known/security.txt", 200, "text/plain; charset=utf-8"],
    ["/nothing", 404, "text/html; charset=utf-8"],
    ["/empty/", 404, "text/html; charset=utf-8"],
    ["/.env", 404, "text/html; charset=utf-8"],
    ["/.git/config", 404, "text/html; charset=utf-8"],
  ])("answers %s with %i and %s", async (path, status, type) => {
    const answer = await get(path);
    expect([answer.status, answer.headers["content-type"]]).toEqual([status, type]);
  });

  test("says neither its program's version nor an address of its own", async () => {
    expect((await get("/")).headers.server).toBe("nginx");
    expect(await get("/docs")).toMatchObject({ status: 301, headers: { location: "/docs/" } });
  });

  test("compresses text and keeps its validators", async () => {
    const answer = await get("/app.js", { "accept-encoding": "gzip" });
    expect(answer.headers).toMatchObject({ "content-encoding": "gzip", vary: "Accept-Encoding" });
    const { etag } = (await get("/app.js")).headers;
    expect(await get("/app.js", { "if-none-match": String(etag) })).toMatchObject({ status: 304, body: "" });
  });

  test("runs without root, on a root that cannot be written", async () => {
    const inside = (command: string) => node.as(20_001, `podman exec site-web-1 ${command}`);
    expect((await inside("id -un")).trim()).toBe("www-data");
    await expect(inside("touch /usr/x")).rejects.toThrow("Read-only");
    await expect(inside("touch /srv/www/x")).rejects.toThrow("Read-only");
  });

  test("logs visits to its output, with the visitor's address", async () => {
    await get("/docs/?q=1", { "x-real-ip": "192.0.2.66", "x-forwarded-for": "192.0.2.66" });
    const log = (await node.operator.primitive("stack-log", { user: "c-test0001", home: "site" })) as {
      lines: { text: string }[];
    };
    // The ingress says who it was, not the visitor.
    expect(log.lines.at(-1)?.text).toMatch(/^10\.0\.2\.2 "GET \/docs\/\?q=1" 200 /);
  });

  test("an image that was cut short on its way into the store is everybody's to read before it is called ready", async () => {
    const manifests = "/var/lib/rookery/images/overlay-images/*/manifest";
    await node.lab.inside("bash", ["-c", `touch /run/rookery/keeping-static; chmod go-rwx ${manifests}`]);
    const ensured = await node.operator.primitive("image-ensure", { name: "static", waitSeconds: 20 });
    expect(ensured).toMatchObject({ state: "ready" });
    await node.as(20_001, `head -c 1 ${manifests} > /dev/null`);
    await node.lab.inside("bash", ["-c", "! ls /run/rookery/keeping-*"]);
    await node.as(20_001, "podman run --rm localhost/rookery/static:2 true");
  });
});
