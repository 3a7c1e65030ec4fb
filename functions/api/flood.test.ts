import { afterAll, beforeAll, expect, test } from "vitest";
import { registrationLink } from "#core/identity/test-people.ts";
import { newId } from "#core/kernel/id.ts";
import { anonymous } from "#core/kernel/test-context.ts";
import { password, type TestApi, testApi } from "./test-api.ts";

let api: TestApi;
beforeAll(async () => {
  api = await testApi();
});
afterAll(() => api.close());

const megabyte = 1024 * 1024;
const addressOf = (n: number) => `10.${(n >> 16) & 255}.${(n >> 8) & 255}.${n & 255}`;
const signIn = (email: string, tried: string, headers: Record<string, string>) =>
  api.call("anonymous", "POST", "/session", { email, password: tried }, headers);

async function newcomer() {
  const email = `${newId("person").toLowerCase()}@example.com`;
  const token = await registrationLink(api.world.as(anonymous), email);
  const body = { token, name: "Kim", password, accountName: "Studio" };
  const response = await api.call("anonymous", "POST", "/registrations/completion", body);
  expect(response.status).toBe(201);
  const cookie = /(__Host-rookery-device=[\w-]+)/.exec(response.headers.getSetCookie().join("; "))?.[1] ?? "";
  return { email, cookie };
}

/** How often each status was answered, and how much memory it took at most. */
async function flood(count: number, one: (n: number) => Promise<Response>) {
  const statuses: Record<number, number> = {};
  const before = process.memoryUsage().rss;
  let most = before;
  const answers = Array.from({ length: count }, async (_, n) => {
    const { status } = await one(n);
    statuses[status] = (statuses[status] ?? 0) + 1;
    if (n % 100 === 0) most = Math.max(most, process.memoryUsage().rss);
  });
  await Promise.all(answers);
  return { statuses, megabytes: Math.round((most - before) / megabyte) };
}

test("of 10,000 guesses at one account from 10,000 addresses at once ten are looked at, and its owner comes in meanwhile", async () => {
  const { email, cookie } = await newcomer();
  let entered: Promise<Response> | undefined;
  const { statuses, megabytes } = await flood(10_000, (n) => {
    if (n === 5_000) entered = signIn(email, password, { cookie, "x-forwarded-for": addressOf(5_000) });
    return signIn(email, `guess ${n}`, { "x-forwarded-for": addressOf(n) });
  });
  expect(statuses).toEqual({ 401: 10, 429: 9_990 });
  expect((await entered)?.status).toBe(200);
  expect(megabytes).toBeLessThan(600);
  expect((await api.call("anonymous", "GET", "/plans")).status).toBe(200);
}, 600_000);

test("guesses at 3,000 accounts from as many addresses at once are worked off or sent away, and nothing breaks", async () => {
  const { statuses, megabytes } = await flood(3_000, (n) =>
    signIn(`nobody-${n}@example.com`, "guess", { "x-forwarded-for": addressOf(100_000 + n) }),
  );
  const { 401: looked = 0, 503: sent = 0, ...others } = statuses;
  expect(others).toEqual({});
  expect(looked + sent).toBe(3_000);
  expect(sent).toBeGreaterThan(0);
  expect(megabytes).toBeLessThan(600);
  const { email, cookie } = await newcomer();
  expect((await signIn(email, password, { cookie })).status).toBe(200);
}, 600_000);
