import { lte } from "drizzle-orm";
import { drizzle } from "drizzle-orm/node-postgres";
import { Pool, type PoolClient } from "pg";
import { certificate } from "#core/certificates/certificate.sql.ts";
import * as Certificates from "#core/certificates/index.ts";
import { poolDb, type Tx } from "#core/kernel/db.ts";
import { newId } from "#core/kernel/id.ts";
import type { Ctx, Ports } from "#core/kernel/operation.ts";
import { preparing } from "#core/kernel/prepared-statement.ts";
import { benchCloud } from "./cloud-env.ts";
import { type Measurement, quantile, timesOf } from "./measurement.ts";

const certificates = 50_000;
const chunk = 2_000;
const rounds = 20;
const dayMs = 86_400_000;

/** One look for certificates that are due, of 50,000 of which a tenth are; the floor is counting those by their index. */
export async function bench(): Promise<Measurement[]> {
  const cloud = await benchCloud();
  const pool = new Pool({ connectionString: cloud.env.DATABASE_URL, max: 2 });
  try {
    const db = poolDb<PoolClient>(pool, (connection) => drizzle(preparing(connection)) as unknown as Tx);
    const now = new Date();
    const rowOf = (index: number) => ({
      ...{ id: newId("certificate"), accountId: newId("account"), names: [`site-${index}.example.com`] },
      ...{ method: "http-01" as const, state: "valid" as const, failures: 0, createdAt: now },
      notBefore: new Date(now.getTime() - 60 * dayMs),
      notAfter: new Date(now.getTime() + 30 * dayMs),
      renewAt: new Date(now.getTime() + (index % 10 === 0 ? -index : (index + 1) * 1000)),
    });
    for (let from = 0; from < certificates; from += chunk) {
      const rows = Array.from({ length: chunk }, (_, index) => rowOf(from + index));
      await db.transaction({ role: "platform" }, (tx) => tx.insert(certificate).values(rows));
    }
    const ctx: Ctx = {
      ...{ actor: { type: "system", job: "bench" }, requestId: "bench", db, now: () => now },
      // The sweep looks at nothing but the database.
      ...{ ports: {} as Ports, announce: async () => {} },
    };
    const sweep = async () => {
      await Certificates.due(ctx, {});
      await Certificates.late(ctx, {});
    };
    const bare = () =>
      db.transaction({ role: "platform" }, (tx) => tx.$count(certificate, lte(certificate.renewAt, now)));
    const found = await Certificates.due(ctx, {});
    if (found.length !== 100) throw new Error(`${found.length} were due at once`);
    const [whole, floors]: [number[], number[]] = [[], []];
    for (let round = 0; round < rounds; round++) {
      whole.push(...(await timesOf(1, sweep)));
      floors.push(...(await timesOf(1, bare)));
    }
    return [
      {
        name: `sweep over ${certificates} certificates, p50`,
        value: quantile(whole, 0.5),
        unit: "ms",
        floor: { name: "counting those that are due", value: quantile(floors, 0.5) },
        target: { of: "value", atMost: 2000 },
      },
    ];
  } finally {
    await pool.end();
    await cloud.stop();
  }
}
