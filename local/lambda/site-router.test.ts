import { mkdir, mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { createServer, request, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runInNewContext } from "node:vm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { languageCookie, ownDocuments, siteRouter } from "#functions/site-router.ts";
import { pageHeaders } from "#functions/web-headers.ts";
import { staticSite } from "./static-site.ts";

const german = ["de/index.html", "de/register.html", "de/sign-in.html"];
const files = [
  ...german,
  "index.html",
  "register.html",
  "sign-in.html",
  "theme.js",
  "favicon.svg",
  "assets/index-Ab_1-x.js",
];

interface Routed {
  uri?: string;
  statusCode?: number;
  headers?: Record<string, { value: string }>;
  body?: { data: string };
}
interface Reader {
  cookie?: string;
  accept?: string;
}
const handler = runInNewContext(`${siteRouter}; handler`) as (event: object) => Routed;

/** CloudFront and its bucket: the key is the decoded path, and a missing key is a 404 because it may list the bucket. */
function deployed(uri: string, { cookie, accept }: Reader = {}): string {
  const [name = "", value] = cookie?.split("=") ?? [];
  const headers = accept === undefined ? {} : { "accept-language": { value: accept } };
  const cookies = cookie === undefined ? {} : { theme: { value: "de" }, [name]: { value } };
  const routed = handler({ request: { method: "GET", uri, headers, cookies } });
  if (routed.statusCode !== undefined) return `${routed.statusCode}`;
  const key = decodeURIComponent(routed.uri ?? "").slice(1);
  return files.includes(key) ? `200 ${key}` : "404";
}

let folder: string;
let server: Server;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "rookery-site-"));
  for (const part of ["assets", "de"]) await mkdir(join(folder, part));
  for (const file of files) await writeFile(join(folder, file), file);
  const site = staticSite(folder);
  // A client that has everything may hang up before the server has noticed that it sent everything.
  server = createServer((incoming, response) => {
    site(incoming.url ?? "/", incoming, response).catch(() => response.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
});
afterAll(async () => {
  await new Promise((resolve) => server.close(resolve));
  await rm(folder, { recursive: true });
});

/** `fetch` would tidy the path before sending it. */
function local(path: string, { cookie, accept }: Reader = {}): Promise<string> {
  const headers = {
    ...(cookie !== undefined && { cookie: `theme=de; ${cookie}; later=1` }),
    ...(accept !== undefined && { "accept-language": accept }),
  };
  const { port } = server.address() as AddressInfo;
  return new Promise<string>((resolve, reject) => {
    const sent = request({ host: "127.0.0.1", port, path, agent: false, headers }, (answer) => {
      let body = "";
      answer.setEncoding("utf8").on("data", (text: string) => {
        body += text;
      });
      answer.on("end", () => resolve(answer.statusCode === 200 ? `200 ${body}` : `${answer.statusCode}`));
    });
    sent.on("error", reject).end();
  });
}

test.each([
  ["/", "200 index.html"],
  ["/index.html", "200 index.html"],
  ["/sign-in", "200 sign-in.html"],
  ["/sign%2Din", "200 sign-in.html"],
  ["//sign-in", "200 sign-in.html"],
  ["/sign-in.html", "200 sign-in.html"],
  ["/sign-in/", "200 index.html"],
  ["/Sign-in", "200 index.html"],
  ["/register", "200 register.html"],
  ["/services/svc_01K9ZR3N8TQ4V5W6X7Y8Z9ABCD", "200 index.html"],
  ["/dashboard/nodes", "200 index.html"],
  ["/a.b/c", "200 index.html"],
  ["//", "200 index.html"],
  ["/assets", "200 index.html"],
  ["/assets/", "200 index.html"],
  ["/assets/index-Ab_1-x.js", "200 assets/index-Ab_1-x.js"],
  ["/%61ssets/index-Ab_1-x.js", "200 assets/index-Ab_1-x.js"],
  ["//theme.js", "200 theme.js"],
  ["/theme%2Ejs", "200 theme.js"],
  ["/theme.js/", "404"],
  ["/assets/index-old.js", "404"],
  ["/robots.txt", "404"],
  ["/wp-login.php", "404"],
  ["/name%3Fwith.mark", "404"],
  ["/a.", "404"],
  ["/.env", "400"],
  ["/assets/../index.html", "400"],
  ["/%2e%2e/secret", "400"],
  ["/a%00.js", "400"],
  ["/a%5Cb", "400"],
  ["/%zz", "400"],
  ["/%ff", "400"],
])("%s is answered at CloudFront as it is here: %s", async (path, answer) => {
  expect(await local(path)).toBe(answer);
  expect(deployed(path)).toBe(answer);
});

test.each<[Reader, string, string]>([
  [{ accept: "de-CH,de;q=0.9,en;q=0.8" }, "/", "200 de/index.html"],
  [{ accept: "de" }, "/sign-in", "200 de/sign-in.html"],
  [{ accept: "fr-CH, DE;q=0.9, en;q=0.8" }, "/services/svc_1", "200 de/index.html"],
  [{ accept: "en-GB,en;q=0.9,de;q=0.8" }, "/", "200 index.html"],
  [{ accept: "den, fr" }, "/", "200 index.html"],
  [{ accept: "de", cookie: `${languageCookie}=en` }, "/register", "200 register.html"],
  [{ accept: "en", cookie: `${languageCookie}=de` }, "/register", "200 de/register.html"],
  [{ accept: "en", cookie: `${languageCookie}=de/../..` }, "/", "200 index.html"],
  [{ accept: "de", cookie: `${languageCookie}=xx` }, "/", "200 de/index.html"],
  [{ accept: "de" }, "/theme.js", "200 theme.js"],
])("who asks with %o for %s is answered in their language, at CloudFront as here: %s", async (reader, path, answer) => {
  expect(await local(path, reader)).toBe(answer);
  expect(deployed(path, reader)).toBe(answer);
});

test("every page that has a document of its own is known to the router", async () => {
  const documents = await readdir(join(import.meta.dirname, "../../web"));
  const own = documents.filter((name) => name.endsWith(".html") && name !== "index.html");
  expect(own.map((name) => `/${name.replace(".html", "")}`).toSorted()).toEqual([...ownDocuments]);
});

test("a refusal carries the headers of every page", () => {
  const refused = handler({ request: { uri: "/.git/config" } });
  for (const [name, value] of Object.entries(pageHeaders)) expect(refused.headers?.[name]?.value).toBe(value);
});

test("the code stays below what CloudFront takes", () => {
  expect(Buffer.byteLength(siteRouter)).toBeLessThan(10_240);
});
