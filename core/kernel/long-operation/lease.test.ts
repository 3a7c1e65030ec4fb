import { eq, sql } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { RawTx } from "../db.ts";
import { newId } from "../id.ts";
import { system, type TestWorld, testWorld } from "../test-context.ts";
import { advance } from "./index.ts";
import { operation } from "./long-operation.sql.ts";
import { implement, type Plan, registry, start } from "./plan.ts";

const platform = { role: "platform" } as const;
const workers = 8;
const plan: Plan<"only"> = {
  kind: "bell.ring",
  title: "Ring a bell",
  steps: [{ name: "only", title: "Only" }],
  attemptsMax: 3,
  giveUpAfterSeconds: 60,
};

let world: TestWorld;
beforeAll(async () => {
  world = await testWorld();
});
afterAll(() => world.close());

/** How many sessions on this database wait for a lock. */
async function waiting(): Promise<number> {
  const found = await world.db.transaction(platform, (tx) =>
    (tx as RawTx).execute(
      sql`select count(distinct pid)::int as count from pg_locks where not granted and pid in
        (select pid from pg_locks where database = (select oid from pg_database where datname = current_database()))`,
    ),
  );
  return (found as unknown as { rows: { count: number }[] }).rows[0]?.count ?? 0;
}

test("of workers that look at the same moment one runs the step", async () => {
  let rings = 0;
  const ring = {
    run: async () => {
      rings += 1;
      return { done: true as const };
    },
  };
  const ended = async () => ({ audit: { target: "bell" }, events: [] });
  const endings = { succeeded: ended, failed: ended, restarted: async () => undefined };
  const ctx = world.as(system, { longOperations: registry([implement(plan, { only: ring }, endings)]) });
  const { operationId } = await world.db.transaction(platform, (tx) =>
    start(tx, ctx, plan, { subject: newId("service"), accountId: null }),
  );
  const options = { leaseSeconds: 60, until: new Date(world.clock.now.getTime() + 30_000), report: () => {} };

  const looking = world.db.transaction(platform, async (tx) => {
    await tx.select().from(operation).where(eq(operation.id, operationId)).for("update");
    const all = Array.from({ length: workers }, () => advance(ctx, operationId, options));
    await expect.poll(waiting, { timeout: 10_000 }).toBe(workers);
    return all;
  });
  await Promise.all(await looking);
  expect(rings).toBe(1);
});
