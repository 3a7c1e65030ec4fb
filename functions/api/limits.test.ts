import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { issueReset } from "#core/identity/index.ts";
import { registrationLink } from "#core/identity/test-people.ts";
import { type Id, newId } from "#core/kernel/id.ts";
import { anonymous, system } from "#core/kernel/test-context.ts";
import { classOf, limitsOf } from "./limits.ts";
import type { Route } from "./route.ts";
import { routes } from "./routes/index.ts";
import { type Caller, origin, password, type TestApi, testApi } from "./test-api.ts";

let api: TestApi;
beforeAll(async () => {
  api = await testApi();
});
afterAll(() => api.close());
let addresses = 0;
const anAddress = () => `198.51.100.${(addresses++ % 250) + 1}`;
const device = (response: Response) =>
  /(__Host-rookery-device=[\w-]+)/.exec(response.headers.getSetCookie().join("; "))?.[1] ?? "";

interface From {
  address?: string;
  cookie?: string;
}
const guess = (email: string, tried: string, { address = anAddress(), cookie }: From = {}) =>
  api.call(
    "anonymous",
    "POST",
    "/session",
    { email, password: tried },
    {
      "x-forwarded-for": address,
      ...(cookie !== undefined && { cookie }),
    },
  );

/** A person, and the browser they registered in. */
async function newcomer() {
  const email = `${newId("person").toLowerCase()}@example.com`;
  const token = await registrationLink(api.world.as(anonymous), email);
  const body = { token, name: "Kim", password, accountName: "Studio" };
  const from = { "x-forwarded-for": anAddress() };
  const response = await api.call("anonymous", "POST", "/registrations/completion", body, from);
  expect(response.status).toBe(201);
  return { email, cookie: device(response) };
}

/** Guesses until the door does not listen any more. */
async function exhaust(email: string): Promise<number> {
  for (let count = 0; count < 100; count++) {
    if ((await guess(email, "wrong")).status === 429) return count;
  }
  throw new Error("the door listens for ever");
}

describe("every route has a limit", () => {
  const all = Object.entries(routes) as unknown as [string, Route][];

  test("by address and by account where something is changed, and at the door by address or by who is guessed at", () => {
    for (const [key, route] of all) {
      const method = key.split(" ")[0] ?? "";
      const by = new Set(limitsOf(method, route).map((each) => each.by));
      const kind = classOf(method, route);
      if (kind === "door") expect([key, by.has("address") || route.guesses !== undefined]).toEqual([key, true]);
      else if (kind !== "reading") expect([key, [...by]]).toEqual([key, expect.arrayContaining(["address", "caller"])]);
      else expect([key, method]).toEqual([key, "GET"]);
    }
  });

  test("that an account's people share, and that no other account notices", async () => {
    const place = (caller: Caller) =>
      api.call(caller, "POST", "/orders", {}, { "x-forwarded-for": anAddress(), origin });
    let answered = 0;
    const statusOf = async (caller: Caller) => (await place(caller)).status;
    while ((await statusOf(answered % 2 === 0 ? "owner" : "billing")) === 400) answered++;
    expect(answered).toBe(300);
    expect(await statusOf("administrator")).toBe(429);
    expect(await statusOf("stranger")).toBe(400);
  });
});

describe("whoever guesses at somebody's password", () => {
  /** Every bucket is full again. */
  beforeEach(() => api.world.clock.advance(2 * 86_400));

  test("from however many addresses is slowed down, and says when to come back", async () => {
    const { email } = await newcomer();
    expect(await exhaust(email)).toBe(10);
    const response = await guess(email, "wrong");
    expect(response.headers.get("retry-after")).toBe("90");
    expect(await response.json()).toMatchObject({ code: "rate.limited", retryAfterSeconds: 90 });
  });

  test("does not keep the person out of a browser that they have signed in on before", async () => {
    const { email, cookie } = await newcomer();
    await exhaust(email);
    const entered = await guess(email, password, { cookie });
    expect(entered.status).toBe(200);
    expect((await guess(email, password)).status).toBe(429);
  });

  test("does not even do so from the same address", async () => {
    const { email, cookie } = await newcomer();
    const address = anAddress();
    for (let count = 0; count < 31; count++) await guess(`other-${count}@example.com`, "wrong", { address });
    expect((await guess(email, password, { address })).status).toBe(429);
    expect((await guess(email, password, { address, cookie })).status).toBe(200);
  });

  test("does not keep out who chooses a new password by a link", async () => {
    const { email } = await newcomer();
    await exhaust(email);
    await api.call("anonymous", "POST", "/password-resets", { email });
    const resetId = api.world.announced.at(-1)?.subject as Id<"passwordReset">;
    const token = await issueReset(api.world.as(system), { resetId });
    const chosen = "slow copper meadow lantern";
    const body = { token: token?.reveal(), password: chosen };
    const changed = await api.call("anonymous", "POST", "/password-resets/completion", body);
    expect(changed.status).toBe(200);
    expect(changed.headers.getSetCookie().map((each) => each.split("=")[0])).toEqual(["__Host-rookery-device"]);
    expect((await guess(email, chosen)).status).toBe(429);
    expect((await guess(email, chosen, { cookie: device(changed) })).status).toBe(200);
  });

  test("gains nothing by a browser of their own, by another's, or by a token that they made up", async () => {
    const [victim, attacker] = [await newcomer(), await newcomer()];
    await exhaust(victim.email);
    for (const cookie of [attacker.cookie, `__Host-rookery-device=${"a".repeat(43)}`, "__Host-rookery-device="]) {
      expect((await guess(victim.email, "wrong", { cookie })).status).toBe(429);
    }
  });

  test("in a browser that the person left behind is stopped there, and the person is not", async () => {
    const { email, cookie } = await newcomer();
    const statuses: number[] = [];
    for (let count = 0; count < 21; count++) statuses.push((await guess(email, "wrong", { cookie })).status);
    expect(statuses.filter((status) => status === 401)).toHaveLength(20);
    expect(statuses.at(-1)).toBe(429);
    expect((await guess(email, password)).status).toBe(200);
  });

  test("learns nothing about whether anybody has the address", async () => {
    const { email } = await newcomer();
    const nobody = `${newId("person").toLowerCase()}@example.com`;
    const answers = async (whose: string) => {
      const seen: unknown[] = [];
      for (let count = 0; count < 12; count++) {
        const response = await guess(whose, "wrong");
        const { requestId: _, ...problem } = (await response.json()) as Record<string, unknown>;
        seen.push([response.status, response.headers.get("retry-after"), problem]);
      }
      return seen;
    };
    expect(await answers(nobody)).toEqual(await answers(email));
  });

  test("is told from who signs in often with the right password", async () => {
    const { email } = await newcomer();
    for (let count = 0; count < 15; count++)
      expect([count, (await guess(email, password)).status]).toEqual([count, 200]);
  });

  test("with IPv6 counts as one, whichever address of their line they use", async () => {
    const statuses: number[] = [];
    for (let count = 0; count < 31; count++) {
      const address = `2001:db8:7:7::${count.toString(16)}`;
      statuses.push((await guess(`v6-${count}@example.com`, "wrong", { address })).status);
    }
    expect(statuses.filter((status) => status === 401)).toHaveLength(30);
    expect(statuses.at(-1)).toBe(429);
    expect((await guess("v6@example.com", "wrong", { address: "2001:db8:7:8::1" })).status).toBe(401);
  });
});
