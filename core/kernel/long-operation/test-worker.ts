import { drizzle } from "drizzle-orm/node-postgres";
import { Pool, type PoolClient } from "pg";
import { poolDb, type Tx } from "../db.ts";
import type { Id } from "../id.ts";
import type { Ports } from "../operation.ts";
import { advance } from "./advance.ts";
import { registry } from "./plan.ts";
import { houses } from "./test-plan.ts";

/**
 * A process that works on many operations at once and lets the first stop at its first point, the second at its second
 * and so on. When none moves any more, it kills itself as `kill -9` would.
 */
const [databaseUrl = "", now = "", broken = "", ...operations] = process.argv.slice(2);

const passed = new Map<string, number>();
let moving = operations.length;

async function at(operationId: string): Promise<void> {
  const points = (passed.get(operationId) ?? 0) + 1;
  passed.set(operationId, points);
  if (points === operations.indexOf(operationId) + 1) await stop();
}

async function stop(): Promise<void> {
  moving -= 1;
  if (moving === 0) process.kill(process.pid, "SIGKILL");
  await new Promise(() => undefined);
}

const pool = new Pool({ connectionString: databaseUrl, max: 8 });
const db = poolDb<PoolClient>(pool, (connection) => drizzle(connection) as unknown as Tx);
const ports = { longOperations: registry([houses({ at, broken })]) } as Ports;

await Promise.all(
  operations.map(async (operationId) => {
    const point = () => at(operationId);
    await advance(
      {
        actor: { type: "system", job: "worker" },
        requestId: "worker",
        db,
        now: () => new Date(now),
        ports,
        announce: point,
      },
      operationId as Id<"operation">,
      { leaseSeconds: 60, until: new Date(8.64e15), checkpoint: point, report: () => undefined },
    );
    process.stdout.write(`${operationId} passed ${passed.get(operationId)} points\n`);
    await stop();
  }),
);
