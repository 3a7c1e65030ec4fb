import { neonConfig, Pool, type PoolClient } from "@neondatabase/serverless";
import * as Dns from "#core/dns/index.ts";
import { type Id, newId } from "#core/kernel/id.ts";
import type { Ctx } from "#core/kernel/operation.ts";
import { benchSettings } from "./api-event.ts";
import { benchCloud } from "./cloud-env.ts";
import { type Measurement, quantile, timesOf } from "./measurement.ts";
import { quietly } from "./quiet.ts";

const zones = 10_000;
const few = 10;
const recordsEach = 50;
const warmUp = 50;
const samples = 400;
const edits = 120;

/** Pages of zones beside one bare statement each, and an edit among few zones and among many. */
export const bench = (): Promise<Measurement[]> => quietly(measured);

async function measured(): Promise<Measurement[]> {
  const cloud = await benchCloud();
  Object.assign(process.env, cloud.env, benchSettings);
  neonConfig.wsProxy = () => `${process.env.NEON_PROXY}/v2`;
  const app = new Pool({ connectionString: process.env.DATABASE_URL, max: 1 });
  app.on("error", () => {});
  // Queued ahead of whatever the connection was made for.
  app.on("connect", (client: PoolClient) => void client.query("set role platform"));
  try {
    const accountId = newId("account");
    const ctx = await asOwner(accountId);
    const fill = async (from: number, to: number) => {
      await app.query(
        `insert into zone (id, account_id, domain_id, name, hosted, version, created_by, created_at)
         select 'zon_' || lpad(n::text, 26, '0'), $1, 'dom_' || lpad(n::text, 26, '0'), 'zone-' || n || '.example',
                'rookery', 0, '{"type":"system","job":"bench"}', now() from generate_series($2::int, $3::int) n`,
        [accountId, from, to],
      );
      await app.query(
        `insert into zone_record (id, zone_id, account_id, name, type, ttl, data)
         select 'zrc_' || lpad((n * 100 + r)::text, 26, '0'), 'zon_' || lpad(n::text, 26, '0'), $1, 'host-' || r, 'A',
                3600, '203.0.113.' || r from generate_series($2::int, $3::int) n, generate_series(1, ${recordsEach}) r`,
        [accountId, from, to],
      );
    };
    const edited = (n: number) => `zon_${String((n % few) + 1).padStart(26, "0")}` as Id<"zone">;
    /** One record more, each time in another zone; what it left is taken away before the next one. */
    const edit = async (n: number): Promise<number> => {
      const zoneId = edited(n);
      const adds = [{ name: "new", type: "A", ttl: 3600, data: "203.0.113.200" }];
      const [time = 0] = await timesOf(1, () => Dns.change(ctx, { zoneId, version: 0, removes: [], adds }));
      await app.query("delete from zone_change where zone_id = $1", [zoneId]);
      await app.query("delete from zone_record where zone_id = $1 and name = 'new'", [zoneId]);
      await app.query("update zone set version = 0 where id = $1", [zoneId]);
      return time;
    };
    const manyEdits = async (): Promise<number[]> => {
      const times: number[] = [];
      for (let n = 0; n < warmUp + edits; n++) times.push(await edit(n));
      return times.slice(warmUp);
    };
    await fill(1, few);
    const amongFew = await manyEdits();
    await fill(few + 1, zones);
    const amongMany = await manyEdits();
    const pages = [
      await beside("list of zones, p50", () => Dns.list(ctx, {}), "true", app, accountId),
      await beside(
        "search of zones, p50",
        () => Dns.list(ctx, { search: "9999" }),
        "name ilike '%9999%'",
        app,
        accountId,
      ),
    ];
    return [
      ...pages,
      {
        name: `an edit among ${zones} zones, p50`,
        value: quantile(amongMany, 0.5),
        unit: "ms",
        floor: { name: `among ${few} zones`, value: quantile(amongFew, 0.5) },
        target: { of: "ratio", atMost: 1.2 },
      },
    ];
  } finally {
    await app.end();
    await cloud.stop();
  }
}

async function asOwner(accountId: Id<"account">): Promise<Ctx> {
  const { depsFrom } = await import("#functions/runtime/deps.ts");
  const { as } = await depsFrom(process.env, { secrets: ["database"], sends: ["zones"] });
  const person = { personId: newId("person"), sessionId: newId("session") };
  return as({ type: "member", ...person, accountId, role: "owner" }, "bench");
}

async function beside(
  name: string,
  run: () => Promise<{ items: unknown[] }>,
  where: string,
  app: Pool,
  accountId: string,
): Promise<Measurement> {
  const text = `select * from zone where account_id = $1 and ended_at is null and ${where} order by id desc limit 26`;
  const bare = () => app.query(text, [accountId]);
  await timesOf(warmUp, run);
  await timesOf(warmUp, bare);
  const [whole, floors]: [number[], number[]] = [[], []];
  // Turn and turn about, so that whatever else this machine does burdens both alike.
  for (let n = 0; n < samples; n++) {
    whole.push(...(await timesOf(1, run)));
    floors.push(...(await timesOf(1, bare)));
  }
  return {
    ...{ name, value: quantile(whole, 0.5), unit: "ms" },
    floor: { name: "one statement over the same driver, p50", value: quantile(floors, 0.5) },
    target: { of: "ratio", atMost: 4 },
  };
}
