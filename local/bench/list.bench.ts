import { neonConfig, Pool, type PoolClient } from "@neondatabase/serverless";
import type { APIGatewayProxyResult, Context } from "aws-lambda";
import * as Identity from "#core/identity/index.ts";
import { type Id, newId } from "#core/kernel/id.ts";
import { money } from "#core/kernel/money.ts";
import type { Ctx } from "#core/kernel/operation.ts";
import * as Services from "#core/services/index.ts";
import { apiEvent, benchSettings } from "./api-event.ts";
import { benchCloud } from "./cloud-env.ts";
import { type Measurement, quantile, timesOf } from "./measurement.ts";
import { quietly } from "./quiet.ts";

const services = 25;
const warmUp = 300;
const samples = 1_500;
/** Of a key, which may ask 600 times a minute. */
const keySamples = 400;
const loadSeconds = 4;

type Handler = (event: unknown, context: Context) => Promise<APIGatewayProxyResult>;
type Answer = { account: { id: Id<"account"> }; items: unknown[] };

/** An account's list of services through the whole handler of functions/api; the floor is one statement on its own. */
export const bench = (): Promise<Measurement[]> => quietly(measured);

async function measured(): Promise<Measurement[]> {
  const cloud = await benchCloud();
  try {
    Object.assign(process.env, cloud.env, benchSettings);
    const { handler } = (await import("#functions/api/main.ts")) as unknown as { handler: Handler };
    const call = (event: unknown) => handler(event, {} as Context);
    const { cookie, accountId } = await customer(call);
    await sell(accountId);
    const listAs = (who: { cookie: string } | { key: string }) => async () => {
      const answer = await call(apiEvent("GET", "/api/services", who));
      if (answer.statusCode !== 200) throw new Error(`the list answered ${answer.statusCode}: ${answer.body}`);
      return JSON.parse(answer.body) as Answer;
    };
    const list = listAs({ cookie });
    const { items } = await list();
    if (items.length !== services) throw new Error(`the list has ${items.length} services, not ${services}`);

    const bare = await bareSql(accountId);
    await timesOf(warmUp, list);
    await timesOf(warmUp, bare.run);
    const [whole, floors]: [number[], number[]] = [[], []];
    // Turn and turn about, so that whatever else this machine does burdens both alike.
    for (let n = 0; n < samples; n++) {
      whole.push(...(await timesOf(1, list)));
      floors.push(...(await timesOf(1, bare.run)));
    }
    const listByKey = listAs({ key: await keyOf(call, cookie) });
    const [byKey, bySession]: [number[], number[]] = [[], []];
    for (let n = 0; n < keySamples; n++) {
      byKey.push(...(await timesOf(1, listByKey)));
      bySession.push(...(await timesOf(1, list)));
    }
    const rates = { one: await rate(1, list), sixteen: await rate(16, list) };
    const bareRates = { one: await rate(1, bare.run), sixteen: await rate(16, bare.run) };
    await bare.end();
    const oneStatement = (share: string) => `one statement over the same driver, ${share}`;
    return [
      {
        name: `list of ${services} services, whole handler, p50`,
        value: quantile(whole, 0.5),
        unit: "ms",
        floor: { name: oneStatement("p50"), value: quantile(floors, 0.5) },
        target: { of: "ratio", atMost: 4 },
      },
      {
        name: `list of ${services} services, whole handler, p95`,
        value: quantile(whole, 0.95),
        unit: "ms",
        floor: { name: oneStatement("p95"), value: quantile(floors, 0.95) },
      },
      {
        name: `list of ${services} services with an API key, p50`,
        value: quantile(byKey, 0.5),
        unit: "ms",
        floor: { name: "with a session, p50", value: quantile(bySession, 0.5) },
      },
      {
        name: "requests per second, 1 at a time",
        value: rates.one,
        unit: "/s",
        floor: { name: oneStatement("1 at a time"), value: bareRates.one },
      },
      {
        name: "requests per second, 16 at a time",
        value: rates.sixteen,
        unit: "/s",
        floor: { name: oneStatement("16 at a time"), value: bareRates.sixteen },
      },
    ];
  } finally {
    await cloud.stop();
  }
}

async function customer(call: (event: unknown) => Promise<APIGatewayProxyResult>) {
  const who = { email: "kim@example.com", password: "seventeen grey herons" };
  await Identity.enrol(await asPlatform(), { ...who, name: "Kim", accountName: "Studio" });
  const { statusCode, body, multiValueHeaders, headers } = await call(apiEvent("POST", "/api/session", { body: who }));
  if (statusCode !== 200) throw new Error(`signing in answered ${statusCode}: ${body}`);
  const setCookie = multiValueHeaders?.["set-cookie"]?.[0] ?? headers?.["set-cookie"];
  const cookie = String(setCookie).split(";")[0] ?? "";
  return { cookie, accountId: (JSON.parse(body) as Answer).account.id };
}

async function keyOf(call: (event: unknown) => Promise<APIGatewayProxyResult>, cookie: string): Promise<string> {
  const wanted = { name: "Bench", scopes: ["service:read"], expiresInDays: 30 };
  const { statusCode, body } = await call(apiEvent("POST", "/api/keys", { cookie, body: wanted }));
  if (statusCode >= 300) throw new Error(`making a key answered ${statusCode}: ${body}`);
  return (JSON.parse(body) as { token: string }).token;
}

async function asPlatform(): Promise<Ctx> {
  const { depsFrom } = await import("#functions/runtime/deps.ts");
  const deps = await depsFrom(process.env, { secrets: ["database"] });
  return deps.as({ type: "system", job: "bench" }, "bench");
}

async function sell(accountId: Id<"account">): Promise<void> {
  const ctx = await asPlatform();
  const limits = { memoryMb: 128, cpuPercent: 25, processes: 64, diskMb: 1024 };
  const plan = { id: newId("plan"), versionId: newId("planVersion"), name: "Start" };
  const app = { template: "static", parameters: {} };
  const paid = { interval: "month" as const, price: money(290), paidUntil: new Date("2027-01-01") };
  for (let n = 0; n < services; n++) {
    const sold = { accountId, orderId: newId("order"), name: `site-${n}`, app, plan, extras: [], limits, ...paid };
    await ctx.db.transaction({ role: "platform" }, (tx) => Services.create({ tx, ctx }, sold));
  }
}

/** What the list shows, as one prepared statement would fetch it without sessions, roles or row-level security. */
async function bareSql(accountId: string) {
  const proxy = process.env.NEON_PROXY;
  neonConfig.wsProxy = () => `${proxy}/v2`;
  const pool = new Pool({ connectionString: process.env.DATABASE_URL, max: 4 });
  pool.on("error", () => {});
  // Queued ahead of whatever the connection was made for.
  pool.on("connect", (client: PoolClient) => void client.query("set role platform"));
  const text = `select s.*, o.* from service s left join lateral
      (select id as operation_id, kind as operation_kind, title, state as operation_state, waiting_code, waiting_message
       from operation where subject = s.id order by id desc limit 1) o on true
    where s.account_id = $1 order by s.id desc limit 26`;
  return {
    run: async () => {
      const { rows } = await pool.query(text, [accountId]);
      if (rows.length !== services) throw new Error(`the bare statement found ${rows.length} services`);
    },
    end: () => pool.end(),
  };
}

async function rate(concurrency: number, run: () => Promise<unknown>): Promise<number> {
  const end = performance.now() + loadSeconds * 1000;
  let done = 0;
  const worker = async () => {
    while (performance.now() < end) {
      await run();
      done += 1;
    }
  };
  await Promise.all(Array.from({ length: concurrency }, worker));
  return done / loadSeconds;
}
