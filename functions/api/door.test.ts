import { afterAll, beforeAll, expect, test } from "vitest";
import { portal, registrationLink } from "#core/identity/test-people.ts";
import { newId } from "#core/kernel/id.ts";
import { anonymous, type TestWorld, testWorld } from "#core/kernel/test-context.ts";
import { buildApi } from "./app.ts";

const deployed = "https://portal.example";
const loopback = "http://localhost:4100";
let world: TestWorld;

beforeAll(async () => {
  world = await testWorld(portal);
});
afterAll(() => world.close());

const api = (publicUrl = deployed) =>
  buildApi({
    db: world.db,
    now: () => world.clock.now,
    as: (actor) => world.as(actor),
    config: { PUBLIC_URL: publicUrl },
  });

const json = { "content-type": "application/json" };

/** By the link of a mail. */
async function register(publicUrl = deployed, headers: Record<string, string> = {}) {
  const token = await registrationLink(world.as(anonymous), `${newId("person").toLowerCase()}@example.com`);
  const newcomer = { token, name: "Kim", password: "seventeen grey herons", accountName: "Studio" };
  const response = await api(publicUrl).request("/api/registrations/completion", {
    method: "POST",
    headers: { ...json, origin: publicUrl, ...headers },
    body: JSON.stringify(newcomer),
  });
  const [setCookie = "", device = ""] = response.headers.getSetCookie();
  return { response, setCookie, device, cookie: setCookie.split(";")[0] ?? "" };
}

const session = (cookie: string) => api().request("/api/session", { headers: { cookie } });

test("a change that comes from another site, or does not say from where, is refused and changes nothing", async () => {
  const { cookie } = await register();
  const elsewhere = [
    undefined,
    "",
    "null",
    "https://evil.example",
    "http://portal.example",
    `${deployed}.evil.example`,
  ];
  for (const origin of elsewhere) {
    for (const method of ["POST", "DELETE", "PUT", "PATCH"]) {
      const headers = { ...json, cookie, ...(origin !== undefined && { origin }) };
      const response = await api().request("/api/session", { method, headers });
      expect([origin, method, response.status]).toEqual([origin, method, 403]);
      expect(await response.json()).toMatchObject({ code: "auth.wrong_origin" });
    }
  }
  expect((await session(cookie)).status).toBe(200);
});

test("no other site may read an answer", async () => {
  const { cookie } = await register();
  const response = await api().request("/api/session", { headers: { cookie, origin: "https://evil.example" } });
  expect([...response.headers.keys()].filter((name) => name.startsWith("access-control-"))).toEqual([]);
});

test("both cookies are bound to this host and https, and neither scripts nor other sites' requests get them", async () => {
  const { setCookie, device } = await register();
  expect(setCookie).toMatch(/^__Host-rookery=[\w-]{43}; /);
  expect(device).toMatch(/^__Host-rookery-device=[\w-]{43}; /);
  for (const [text, lasts] of [
    [setCookie, "Expires"],
    [device, "Max-Age"],
  ] as const) {
    const attributes = text
      .split("; ")
      .slice(1)
      .map((attribute) => attribute.replace(/^(Expires|Max-Age)=.*/, "$1"));
    expect(attributes.sort()).toEqual([lasts, "HttpOnly", "Path=/", "SameSite=Strict", "Secure"].sort());
  }
});

test("on plain http, which only loopback speaks, the cookie is as strict without the prefix that browsers refuse there", async () => {
  const { setCookie } = await register(loopback);
  expect(setCookie).toMatch(/^rookery=[\w-]{43}; Path=\/; Expires=[^;]+; HttpOnly; SameSite=Strict$/);
});

test("a session opens until it expires, and not with another token", async () => {
  const { cookie } = await register();
  expect((await session(cookie)).status).toBe(200);
  const [name, token = ""] = cookie.split("=");
  for (const other of ["", "x", `${token}x`, token.slice(1), token.toUpperCase(), "a".repeat(5_000)]) {
    expect((await session(`${name}=${other}`)).status, other).toBe(401);
  }
  expect((await session(`rookery=${token}`)).status).toBe(401);
  for (let day = 1; day < 14; day++) {
    world.clock.advance(86_400);
    expect([day, (await session(cookie)).status]).toEqual([day, 200]);
  }
  world.clock.advance(86_400);
  expect((await session(cookie)).status).toBe(401);
});

test("a session that is left alone ends before its time", async () => {
  const { cookie } = await register();
  world.clock.advance(3 * 86_400 - 1);
  expect((await session(cookie)).status).toBe(200);
  world.clock.advance(3 * 86_400);
  expect((await session(cookie)).status).toBe(401);
});

test("signing in ends the session that the browser brought along: what was planted there opens nothing", async () => {
  const { cookie } = await register();
  const again = await register(deployed, { cookie });
  expect(again.cookie).not.toBe(cookie);
  expect((await session(cookie)).status).toBe(401);
  expect((await session(again.cookie)).status).toBe(200);
});

test("signing out ends the session itself and not only its cookie", async () => {
  const { cookie } = await register();
  const out = await api().request("/api/session", { method: "DELETE", headers: { cookie, origin: deployed } });
  expect(out.status).toBe(204);
  expect(out.headers.get("set-cookie")).toMatch(/^__Host-rookery=; Max-Age=0; /);
  expect((await session(cookie)).status).toBe(401);
});

test("a form of another site cannot pass as JSON", async () => {
  for (const type of ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data", "application/jsonx"]) {
    const { response } = await register(deployed, { "content-type": type });
    expect([type, response.status]).toEqual([type, 400]);
  }
});

test("guessing is limited by the address that our gateway saw, whatever the caller claims to have come through", async () => {
  const guess = (hops: string) =>
    api().request("/api/session", {
      method: "POST",
      headers: { ...json, origin: deployed, "x-forwarded-for": hops },
      body: JSON.stringify({ email: `${newId("person").toLowerCase()}@example.com`, password: "wrong" }),
    });
  const statuses: number[] = [];
  for (let count = 0; count < 31; count++) statuses.push((await guess(`10.0.0.${count}, 192.0.2.7`)).status);
  expect(statuses.filter((status) => status === 401)).toHaveLength(30);
  expect(statuses.at(-1)).toBe(429);
  expect((await guess("192.0.2.7, 192.0.2.8")).status).toBe(401);
});

test("answers are neither stored nor guessed at, and say which request they belong to", async () => {
  for (const path of ["/api/plans", "/api/session", "/api/nowhere"]) {
    const { headers } = await api().request(path);
    expect(headers.get("cache-control"), path).toBe("no-store");
    expect(headers.get("x-content-type-options"), path).toBe("nosniff");
    expect(headers.get("x-request-id"), path).toBeTruthy();
  }
});

test("a body larger than any of ours is refused", async () => {
  const response = await api().request("/api/session", {
    method: "POST",
    headers: { ...json, origin: deployed, "content-length": String(300 * 1024) },
    body: "x".repeat(300 * 1024),
  });
  expect(response.status).toBe(413);
});

test("who is asking comes from the session alone", async () => {
  const asked: string[] = [];
  const app = buildApi({
    db: world.db,
    now: () => world.clock.now,
    as(actor) {
      asked.push(actor.type);
      return world.as(anonymous);
    },
    config: { PUBLIC_URL: deployed },
  });
  await app.request("/api/session?accountId=acc_x&role=owner", {
    headers: { "x-account-id": "acc_x", authorization: "Bearer x" },
  });
  expect(asked).toEqual(["anonymous"]);
});
