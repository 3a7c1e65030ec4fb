import type { lookup } from "node:dns";
import { createServer, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, describe, expect, test } from "vitest";
import { isPublic } from "./public-address.ts";
import { publicFetch, RefusedAddress } from "./public-fetch.ts";

let server: Server | undefined;
afterEach(() => {
  server?.closeAllConnections();
  server?.close();
  server = undefined;
});

async function serving(answer: RequestListener): Promise<string> {
  const listening = createServer(answer);
  server = listening;
  await new Promise<void>((resolve) => listening.listen(0, "127.0.0.1", resolve));
  return `http://127.0.0.1:${(listening.address() as AddressInfo).port}`;
}

const here = publicFetch({ loopback: true, timeoutMs: 300, bytesMax: 1_000 });

/** A name server that gives these addresses for every name. */
const resolvingTo = (...addresses: readonly string[]) =>
  ((_name: string, _options: object, callback: (error: null, found: object[]) => void) =>
    callback(
      null,
      addresses.map((address) => ({ address, family: address.includes(":") ? 6 : 4 })),
    )) as unknown as typeof lookup;

describe("an address that a customer typed", () => {
  test.each([
    "https://127.0.0.1/",
    "https://2130706433/",
    "https://0x7f.1/",
    "https://10.1.2.3/",
    "https://169.254.169.254/latest/meta-data/",
    "https://192.168.0.1/",
    "https://100.64.0.1/",
    "https://0.0.0.0/",
    "https://[::1]/",
    "https://[::ffff:10.0.0.1]/",
    "https://[fd00:ec2::254]/",
    "https://[fe80::1]/",
    "https://[64:ff9b::a00:1]/",
    "https://[2002:a00:1::1]/",
    "https://localhost/",
  ])("is not followed into our own networks: %s", async (url) => {
    await expect(publicFetch()(url)).rejects.toThrow(RefusedAddress);
  });

  test("is not followed there by a name either, not even by one of several addresses", async () => {
    for (const addresses of [["10.0.0.1"], ["169.254.169.254"], ["1.1.1.1", "127.0.0.1"], ["::1"], []]) {
      const fetching = publicFetch({ resolve: resolvingTo(...addresses) })("https://provider.example/");
      await expect(fetching, String(addresses)).rejects.toThrow(RefusedAddress);
    }
  });

  test("is called over https only, and never with a login in it", async () => {
    for (const url of ["http://example.com/", "ftp://example.com/", "file:///etc/passwd", "https://a:b@example.com/"])
      await expect(publicFetch()(url), url).rejects.toThrow(RefusedAddress);
  });

  test("is this machine only where the platform runs on it, and then nothing else that is private", async () => {
    const url = await serving((_, response) => response.end("here"));
    expect(await (await here(url)).text()).toBe("here");
    await expect(publicFetch()(url)).rejects.toThrow(RefusedAddress);
    await expect(here("http://10.0.0.1/")).rejects.toThrow(RefusedAddress);
    await expect(here("http://provider.example/")).rejects.toThrow(RefusedAddress);
    const elsewhere = publicFetch({ loopback: true, resolve: resolvingTo("10.0.0.1") });
    await expect(elsewhere("https://provider.example/")).rejects.toThrow(RefusedAddress);
  });
});

describe("what answers", () => {
  test("sends nobody elsewhere", async () => {
    const asked: unknown[] = [];
    const url = await serving((request, response) => {
      asked.push(request.url);
      response.writeHead(302, { location: "/elsewhere" }).end();
    });
    expect((await here(`${url}/first`)).status).toBe(302);
    expect(asked).toEqual(["/first"]);
  });

  test("is not read beyond what it may say, whatever it says of its length", async () => {
    const url = await serving((_, response) => {
      const more = () => {
        while (!response.destroyed && response.write("x".repeat(500)));
        if (!response.destroyed) response.once("drain", more);
      };
      more();
    });
    await expect(here(url)).rejects.toThrow("larger than 1000 bytes");
  });

  test("is not waited for longer than it may take, before or while it answers", async () => {
    const silent = await serving(() => undefined);
    await expect(here(silent)).rejects.toThrow(/abort|timeout/i);
    server?.closeAllConnections();
    server?.close();
    const slow = await serving((_, response) => void response.write("x"));
    await expect(here(slow)).rejects.toThrow(/abort|timeout/i);
  });

  test("gets what was to be sent", async () => {
    const url = await serving((request, response) => {
      void request.toArray().then((parts) => {
        const { method, headers } = request;
        response.end(JSON.stringify({ method, type: headers["content-type"], body: Buffer.concat(parts).toString() }));
      });
    });
    const answer = await here(url, { method: "POST", body: new URLSearchParams({ a: "1" }) });
    const type = "application/x-www-form-urlencoded;charset=UTF-8";
    expect(await answer.json()).toEqual({ method: "POST", type, body: "a=1" });
  });
});

test("addresses of the Internet are public", () => {
  for (const address of ["1.1.1.1", "93.184.216.34", "2606:4700:4700::1111", "2a00:1450:4001:81b::200e"])
    expect(isPublic(address), address).toBe(true);
});
