import { createServer, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, describe, expect, test } from "vitest";
import { fakeDns } from "../../dns/fake-dns.ts";
import type { AuthoritativeDns } from "../../dns/ports.ts";
import { allows, type Issuer } from "./caa.ts";
import { look, type Surroundings } from "./look.ts";

const name = "www.garden.net";
const encrypt: Issuer & { directory: string } = {
  directory: "https://encrypt.example/directory",
  identities: ["encrypt.example"],
  accountUrl: "https://encrypt.example/account/7",
  method: "http-01",
};
const other = { ...encrypt, directory: "https://other.example/directory", identities: ["other.example"] };

const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
});

/** A website's node: it shows what it was given, unless somebody stands before it. */
async function node(before?: RequestListener) {
  const shown = new Map<string, string>();
  const server = createServer(
    before ??
      ((request, response) => {
        const answer = shown.get(request.url?.split("/").at(-1) ?? "");
        response.statusCode = answer === undefined ? 404 : 200;
        response.end(answer);
      }),
  );
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port: httpPort } = server.address() as AddressInfo;
  return {
    shown,
    place: {
      ...{ host: "127.0.0.1", httpPort },
      put: async (token: string, answer: string) => void shown.set(token, answer),
      remove: async (token: string) => void shown.delete(token),
    },
  };
}

async function around(more: Partial<Surroundings> = {}) {
  const dns = fakeDns();
  dns.serve("garden.net", ["a.ns.net", "b.ns.net"]);
  const { place, shown } = await node();
  const surroundings: Surroundings = {
    ...{ dns, issuers: [encrypt], isRenewal: false, ageSeconds: 0 },
    placeOf: async () => place,
    zoneOf: async () => undefined,
    ...more,
  };
  const seen = (method: "http-01" | "dns-01" = "http-01", names = [name]) => look(names, method, surroundings);
  return { dns, shown, seen, found: async () => (await seen()).found };
}

describe("a name whose page is to show whose it is", () => {
  test("that leads to its website's node has nothing wrong with it, and leaves nothing there", async () => {
    const { dns, seen, shown } = await around();
    dns.set(name, "A", ["127.0.0.1"]);
    expect(await seen()).toEqual({ found: undefined, refused: [] });
    expect(shown.size).toBe(0);
  });

  test("is told from one without an address, one that leads elsewhere and one whose IPv6 address was left behind", async () => {
    const { dns, found } = await around();
    dns.set("garden.net", "MX", ["10 mail.garden.net"]);
    expect(await found()).toMatchObject({ code: "certificate.no_address", name });
    dns.set(name, "A", ["10.0.0.9"]);
    expect(await found()).toMatchObject({ code: "certificate.address_elsewhere", found: "10.0.0.9" });
    dns.set(name, "A", ["127.0.0.1"]);
    dns.set(name, "AAAA", ["fd00::9"]);
    expect(await found()).toMatchObject({ code: "certificate.ipv6_elsewhere", found: "fd00::9" });
    dns.set(name, "AAAA", []);
    expect(await found()).toBeUndefined();
  });

  test("counts where any server leads elsewhere, and is waited for where one has not heard of it", async () => {
    const { dns, found } = await around();
    dns.set(name, "A", ["127.0.0.1"], ["a.ns.net"]);
    expect(await found()).toMatchObject({ code: "certificate.not_everywhere", found: "b.ns.net" });
    dns.set(name, "A", ["192.168.0.1"], ["b.ns.net"]);
    expect(await found()).toMatchObject({ code: "certificate.address_elsewhere", found: "192.168.0.1" });
    dns.silence("b.ns.net");
    expect(await found()).toBeUndefined();
  });

  test("is not waited for for ever where a server never hears of it", async () => {
    const { dns, found } = await around({ ageSeconds: 3_600 });
    dns.set(name, "A", ["127.0.0.1"], ["a.ns.net"]);
    expect(await found()).toBeUndefined();
  });

  test("is followed through the names that it stands for, and not in a circle", async () => {
    const { dns, found } = await around();
    dns.serve("hosting.org");
    dns.set(name, "CNAME", ["node.hosting.org"]);
    dns.set("node.hosting.org", "A", ["127.0.0.1"]);
    expect(await found()).toBeUndefined();
    dns.set("node.hosting.org", "A", []);
    dns.set("node.hosting.org", "CNAME", [name]);
    expect(await found()).toMatchObject({ code: "certificate.name_loop" });
    for (let hop = 0; hop < 40; hop++) dns.set(`${hop}.hosting.org`, "CNAME", [`${hop + 1}.hosting.org`]);
    dns.set(name, "CNAME", ["0.hosting.org"]);
    expect(await found()).toMatchObject({ code: "certificate.name_loop" });
  });

  test("goes on where nobody can say: no zone, silent servers, or a resolver that fails", async () => {
    const { dns, found } = await around();
    dns.silence("a.ns.net");
    dns.silence("b.ns.net");
    expect(await found()).toBeUndefined();
    const fails = async () => {
      throw new Error("SERVFAIL");
    };
    const failing: AuthoritativeDns = { zoneOf: fails, ask: fails, existence: fails };
    expect(await (await around({ dns: failing })).found()).toBeUndefined();
    expect(await (await around({ dns: fakeDns() })).found()).toBeUndefined();
  });

  test("whose port is closed, or before whom something else answers, says so", async () => {
    const closed = await node();
    for (const server of servers.splice(0)) server.close();
    const one = await around({ placeOf: async () => closed.place });
    one.dns.set(name, "A", ["127.0.0.1"]);
    expect(await one.found()).toMatchObject({ code: "certificate.port_closed" });
    const hidden = await node((_, response) => {
      response.statusCode = 401;
      response.end("Who are you?");
    });
    const two = await around({ placeOf: async () => hidden.place });
    two.dns.set(name, "A", ["127.0.0.1"]);
    expect(await two.found()).toMatchObject({ code: "certificate.answer_hidden", found: "401" });
    // An authority goes where it is sent.
    const led = await node((_, response) => {
      response.statusCode = 301;
      response.setHeader("location", "https://www.garden.net/");
      response.end();
    });
    const three = await around({ placeOf: async () => led.place });
    three.dns.set(name, "A", ["127.0.0.1"]);
    expect(await three.found()).toBeUndefined();
  });

  test("is not kept waiting by an answer without an end", async () => {
    const endless = await node((_, response) => {
      const more = () => void (response.destroyed || response.write("x".repeat(65_536), more));
      more();
    });
    const { dns, found } = await around({ placeOf: async () => endless.place });
    dns.set(name, "A", ["127.0.0.1"]);
    expect(await found()).toMatchObject({ code: "certificate.answer_hidden" });
  });
});

describe("CAA records", () => {
  const set = (...values: string[]) => values.map((value) => `0 issue ${JSON.stringify(value)}`);

  test.each<[string, readonly string[], boolean, boolean]>([
    ["none", [], true, true],
    ["ours", set("encrypt.example"), true, true],
    ["another's", set("other.example"), false, false],
    ["ours among others", set("other.example", "Encrypt.Example"), true, true],
    ["nobody's", set(";"), false, false],
    ["what cannot be read", set("%%%%"), false, false],
    ["wildcards for others", [...set("encrypt.example"), '0 issuewild "other.example"'], true, false],
    ["wildcards for us alone", [...set(";"), '0 issuewild "encrypt.example"'], false, true],
    ["reports alone", ['0 iodef "mailto:a@b.example"'], true, true],
    ["something new that is not critical", ['0 future "x"'], true, true],
    ["something new that is critical", ['128 future "x"', ...set("encrypt.example")], false, false],
    ["our account", set("encrypt.example; accounturi=https://encrypt.example/account/7"), true, true],
    ["another account", set("encrypt.example; accounturi=https://encrypt.example/account/8"), false, false],
    ["our way", set("encrypt.example; validationmethods=dns-01,http-01"), true, true],
    ["another way", set("encrypt.example;validationmethods=dns-01"), false, false],
  ])("that name %s", (_, records, page, wild) => {
    expect([allows(records, encrypt, false), allows(records, encrypt, true)]).toEqual([page, wild]);
  });

  test("of the nearest name above decide, and those of a name that is stood for", async () => {
    const { dns, seen, found } = await around();
    dns.set(name, "A", ["127.0.0.1"]);
    dns.set("garden.net", "CAA", set("other.example"));
    expect(await found()).toEqual({
      ...{ code: "certificate.caa_forbids", name, found: "garden.net", identity: "encrypt.example" },
    });
    expect(await seen("dns-01", ["garden.net", "*.garden.net"])).toMatchObject({ found: { name: "garden.net" } });
    dns.set(name, "CAA", set("encrypt.example"));
    expect(await found()).toBeUndefined();
    dns.set(name, "CAA", []);
    dns.serve("hosting.org");
    dns.set(name, "CNAME", ["node.hosting.org"]);
    dns.set("node.hosting.org", "CAA", set("encrypt.example"));
    expect(await found()).toBeUndefined();
    dns.set("node.hosting.org", "CAA", []);
    dns.set("node.hosting.org", "CNAME", [name]);
    dns.set(name, "A", ["127.0.0.1"]);
    // A circle says nothing; whoever asks for addresses meets it, too.
    expect(await found()).toBeUndefined();
  });

  test("leave it to another authority, and are certain only where all servers say the same", async () => {
    const { dns, seen } = await around({ issuers: [encrypt, other] });
    dns.set(name, "A", ["127.0.0.1"]);
    dns.set("garden.net", "CAA", set("other.example"));
    expect(await seen()).toEqual({ found: undefined, refused: [encrypt.directory] });
    dns.set("garden.net", "CAA", set("encrypt.example"), ["a.ns.net"]);
    expect(await seen()).toEqual({ found: undefined, refused: [] });
  });

  test("by the thousand are read", async () => {
    const { dns, found } = await around();
    dns.set(name, "A", ["127.0.0.1"]);
    const many = Array.from({ length: 5_000 }, (_, index) => `ca-${index}.example; x=${"y".repeat(200)}`);
    dns.set("garden.net", "CAA", set(...many));
    expect(await found()).toMatchObject({ code: "certificate.caa_forbids" });
    dns.set("garden.net", "CAA", set(...many, "encrypt.example"));
    expect(await found()).toBeUndefined();
  });

  test("of one who does not say its name are read for what they forbid everybody", async () => {
    const { dns, found } = await around({ issuers: [{ ...encrypt, identities: [] }] });
    dns.set(name, "A", ["127.0.0.1"]);
    dns.set("garden.net", "CAA", set("other.example"));
    expect(await found()).toBeUndefined();
    dns.set("garden.net", "CAA", set(";"));
    expect(await found()).toEqual({ code: "certificate.caa_forbids", name, found: "garden.net" });
  });
});

describe("a name whose DNS is to show whose it is", () => {
  test("has to be with our name servers", async () => {
    const nameServers = ["a.ns14.net", "b.ns14.net"];
    const { dns, seen } = await around({ zoneOf: async () => ({ name: "garden.net", nameServers }) });
    expect((await seen("dns-01", ["*.garden.net"])).found).toEqual({
      ...{ code: "certificate.delegated_elsewhere", name: "garden.net", found: "a.ns.net" },
    });
    dns.serve("garden.net", nameServers);
    expect((await seen("dns-01", ["*.garden.net"])).found).toBeUndefined();
  });
});
