import { randomBytes } from "node:crypto";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { request as httpRequest } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Gateway, startGateway } from "./gateway.ts";
import { createFunction, type LambdaFunction } from "./lambda-function.ts";
import { staticSite } from "./static-site.ts";

const handlerFile = (name: string) => new URL(`./test-handlers/${name}.ts`, import.meta.url);
const script = `console.log(${JSON.stringify("rookery ".repeat(500))});`;

let root: string;
let gateway: Gateway;
let functions: LambdaFunction[];

function givenFunction(name: string, timeoutSeconds = 20): LambdaFunction {
  const entry = handlerFile(name);
  return createFunction({ name, entry, timeoutSeconds, memoryMb: 256, concurrency: 2, env: {}, log: () => {} });
}

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), "rookery-site-"));
  await mkdir(join(root, "assets"));
  await writeFile(join(root, "index.html"), "<!doctype html><title>Rookery</title>");
  await writeFile(join(root, "sign-in.html"), "<!doctype html><title>Sign in</title>");
  await writeFile(join(root, "assets", "main-1a2b.js"), script);
  await writeFile(join(root, ".secret"), "hidden");
  const api = givenFunction("hono-api");
  const malformed = givenFunction("malformed");
  functions = [api, malformed];
  gateway = await startGateway({ site: staticSite(root), integrationSeconds: 3 });
  gateway.mount([
    { prefix: "/api", target: api },
    { prefix: "/api/malformed", target: malformed },
  ]);
});

afterAll(async () => {
  await gateway.stop();
  await Promise.all(functions.map((f) => f.stop()));
  await rm(root, { recursive: true });
});

const get = (path: string, init?: RequestInit) => fetch(`${gateway.url}${path}`, init);

interface Raw {
  method?: string;
  headers?: Record<string, string>;
  body?: string;
}

interface RawAnswer {
  status: number | undefined;
  headers: NodeJS.Dict<string | string[]>;
  body: Buffer;
}

/** fetch cleans paths, forbids setting some headers and unpacks answers; an attacker does neither. */
function raw(path: string, { method = "GET", headers = {}, body = "" }: Raw = {}) {
  const all = { host: `localhost:${gateway.port}`, ...headers };
  return new Promise<RawAnswer>((resolve, reject) => {
    const sent = httpRequest({ host: "127.0.0.1", port: gateway.port, path, method, headers: all }, (response) => {
      const chunks: Buffer[] = [];
      response.on("data", (chunk: Buffer) => chunks.push(chunk));
      response.on("end", () =>
        resolve({ status: response.statusCode, headers: response.headers, body: Buffer.concat(chunks) }),
      );
    });
    sent.on("error", reject).end(body);
  });
}

describe("a request to a function", () => {
  test("arrives as a REST proxy event with repeated parameters and the undecoded path", async () => {
    const response = await get("/api/request/a%20b?tag=x&tag=y%26z", { headers: { cookie: "a=1; b=2" } });
    expect(response.status).toBe(200);
    expect(await response.json()).toMatchObject({
      name: "a b",
      all: ["x", "y&z"],
      cookie: "a=1; b=2",
      functionName: "hono-api",
      event: {
        resource: "/api/{proxy+}",
        path: "/api/request/a%20b",
        httpMethod: "GET",
        queryStringParameters: { tag: "y&z" },
        multiValueQueryStringParameters: { tag: ["x", "y&z"] },
        pathParameters: { proxy: "request/a%20b" },
        requestContext: { identity: { sourceIp: "127.0.0.1" }, requestId: expect.any(String), stage: "local" },
        body: null,
        isBase64Encoded: false,
      },
    });
  });

  test("carries the client address of the connection, whatever the client claims", async () => {
    const headers = {
      "x-forwarded-for": "203.0.113.9",
      "CloudFront-Viewer-Address": "203.0.113.9:1",
      "x-forwarded-host": "evil.example",
      forwarded: "for=203.0.113.9",
    };
    const seen = await (await get("/api/request/x", { headers })).json();
    expect(seen).toMatchObject({ viewer: expect.stringMatching(/^127\.0\.0\.1:\d+$/), forwardedFor: "127.0.0.1" });
    expect(JSON.stringify(seen)).not.toMatch(/203\.0\.113\.9|evil/);
  });

  test.each([
    ["application/json", Buffer.from('{"name":"Zoë"}')],
    ["application/octet-stream", randomBytes(100_000)],
  ])("comes back byte for byte: %s", async (type, body) => {
    const response = await get("/api/echo", { method: "POST", headers: { "content-type": type }, body });
    expect(response.headers.get("content-type")).toBe(type);
    expect(Buffer.from(await response.arrayBuffer()).equals(body)).toBe(true);
  });

  test("is answered compressed from 1 KB on where the client takes that, and unchanged where not", async () => {
    const long = JSON.stringify({ text: "rookery ".repeat(200) });
    const echoed = async (encoding: string, body: string) => {
      const headers = { "content-type": "application/json", "accept-encoding": encoding };
      const answer = await raw("/api/echo", { method: "POST", headers, body });
      return { encoding: answer.headers["content-encoding"], body: answer.body };
    };
    const compressed = await echoed("br, gzip", long);
    expect(compressed.encoding).toBe("gzip");
    expect(gunzipSync(compressed.body).toString()).toBe(long);
    expect(await echoed("br", long)).toEqual({ encoding: undefined, body: Buffer.from(long) });
    expect(await echoed("gzip", "{}")).toEqual({ encoding: undefined, body: Buffer.from("{}") });
  });

  test("keeps each of several cookies, and is never cached", async () => {
    const response = await get("/api/session", { method: "POST" });
    expect(response.status).toBe(204);
    expect(response.headers.getSetCookie()).toEqual(["session=s1; Path=/; HttpOnly", "theme=dark; Path=/"]);
    expect(response.headers.get("cache-control")).toBe("no-store");
    expect(response.headers.get("x-content-type-options")).toBe("nosniff");
  });

  test("goes to the longest prefix that ends at a path segment", async () => {
    const healthy = encodeURIComponent(JSON.stringify({ statusCode: 201, body: "made" }));
    expect((await get(`/api/malformed/x?with=${healthy}`)).status).toBe(201);
    expect((await get(`/api/malformedx?with=${healthy}`)).status).toBe(404);
  });
});

describe("the gateway's limits", () => {
  test("an answer that takes too long is a 504", async () => {
    const response = await get("/api/slow");
    expect(response.status).toBe(504);
    expect(await response.json()).toEqual({ message: "Endpoint request timed out" });
  });

  test("a function that dies is a 502, and the next request is answered", async () => {
    expect((await get("/api/exit")).status).toBe(502);
    expect((await get("/api/request/x")).status).toBe(200);
  });

  test("more than 10 MB, or more than fits a function's event, is a 413", async () => {
    const post = (bytes: number, type: string) =>
      get("/api/echo", { method: "POST", headers: { "content-type": type }, body: "x".repeat(bytes) });
    expect((await post(10 * 1024 * 1024 + 1, "text/plain")).status).toBe(413);
    expect((await post(7 * 1024 * 1024, "text/plain")).status).toBe(413);
    expect((await post(5 * 1024 * 1024, "application/octet-stream")).status).toBe(413);
    expect((await post(5 * 1024 * 1024, "text/plain")).status).toBe(200);
  });

  test("an answer over 6 MB is a 502", async () => {
    expect((await get("/api/large")).status).toBe(502);
  });

  test.each([
    ["null", null],
    ["a string", "hello"],
    ["no status", { body: "x" }],
    ["an object as body", { statusCode: 200, body: { a: 1 } }],
    ["an impossible status", { statusCode: 99 }],
  ])("a malformed answer is a 502: %s", async (_, result) => {
    const response = await get(`/api/malformed?with=${encodeURIComponent(JSON.stringify(result))}`);
    expect(response.status).toBe(502);
    expect(await response.json()).toEqual({ message: "Internal server error" });
  });
});

describe("the web build", () => {
  test("a hashed file is immutable and compressed, and a page is always revalidated", async () => {
    const asset = await get("/assets/main-1a2b.js", { headers: { "accept-encoding": "br" } });
    expect(asset.headers.get("cache-control")).toBe("public, max-age=31536000, immutable");
    expect(asset.headers.get("content-encoding")).toBe("br");
    expect(Number(asset.headers.get("content-length"))).toBeLessThan(200);
    expect(await asset.text()).toBe(script);

    const plain = await get("/assets/main-1a2b.js", { headers: { "accept-encoding": "identity" } });
    expect(plain.headers.get("content-encoding")).toBeNull();
    expect(plain.headers.get("etag")).not.toBe(asset.headers.get("etag"));

    const page = await get("/");
    expect(page.headers.get("cache-control")).toBe("no-cache");
    const again = await get("/", { headers: { "if-none-match": page.headers.get("etag") ?? "" } });
    expect(again.status).toBe(304);
  });

  test("a path of the application is its own document, or else the first one", async () => {
    expect(await (await get("/services/svc_1")).text()).toContain("<title>Rookery");
    expect(await (await get("/sign-in?next=%2F")).text()).toContain("<title>Sign in");
    expect((await get("/assets/gone-9z.js")).status).toBe(404);
    expect((await get("/", { method: "POST" })).status).toBe(405);
  });

  test("runs no inline script and cannot be framed", async () => {
    const policy = (await get("/")).headers.get("content-security-policy");
    expect(policy).toContain("script-src 'self';");
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).not.toContain("unsafe");
  });

  test.each(["/../package.json", "/%2e%2e/package.json", "/..%5cpackage.json", "/.secret", "/assets/%00", "/%"])(
    "never leaves the build or shows hidden files: %s",
    async (path) => {
      expect((await raw(path)).status).toBe(400);
    },
  );
});

test.each(["evil.example", "localhost", "localhost:1", "127.0.0.1.evil.example:80"])(
  "a name that is not this machine's is refused: %s",
  async (host) => {
    expect((await raw("/", { headers: { host } })).status).toBe(421);
    expect((await raw("/api/request/x", { headers: { host } })).status).toBe(421);
  },
);

test("a page under this machine's address leads to its name, which sessions belong to", async () => {
  const { status, headers } = await raw("/orders?a=1", { headers: { host: `127.0.0.1:${gateway.port}` } });
  expect(status).toBe(307);
  expect(headers.location).toBe(`${gateway.url}/orders?a=1`);
});

test("API requests that come before the functions are there wait for them", async () => {
  const early = await startGateway({ site: staticSite(root) });
  const answer = fetch(`${early.url}/api/request/early`);
  expect((await fetch(`${early.url}/`)).status).toBe(200);
  early.mount([{ prefix: "/api", target: functions[0] as LambdaFunction }]);
  expect((await answer).status).toBe(200);
  await early.stop();
});

test("stop lets a running request finish within the grace", async () => {
  const stopping = await startGateway({ site: staticSite(root) });
  const { promise, resolve } = Promise.withResolvers<void>();
  const target = {
    invoke: async () => {
      resolve();
      return { statusCode: 200, body: "done" };
    },
  };
  stopping.mount([{ prefix: "/api", target }]);
  const answer = fetch(`${stopping.url}/api/x`);
  await promise;
  await stopping.stop(5);
  expect(await (await answer).text()).toBe("done");
});
