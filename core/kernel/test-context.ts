import { drizzle } from "drizzle-orm/node-postgres";
import { Pool, type PoolClient } from "pg";
import type { Actor, MemberRole, StaffRole } from "./actor.ts";
import { type Db, poolDb, type Tx } from "./db.ts";
import { type Id, newId } from "./id.ts";
import type { Ctx, Ports, StoredEvent } from "./operation.ts";
import { preparing } from "./prepared-statement.ts";
import { testDatabase } from "./test-db.ts";

export interface TestWorld {
  db: Db;
  /** As the login `app`, for processes of their own. */
  url: string;
  /** As who made the tables. */
  ownerUrl: string;
  /** Events that were announced, oldest first. */
  announced: StoredEvent[];
  /** Moved by tests; starts at a fixed instant. */
  clock: { now: Date; advance(seconds: number): void };
  as(actor: Actor, ports?: Partial<Ports>): Ctx;
  close(): Promise<void>;
}

/** A migrated database of its own and contexts on it, for one test file. */
export async function testWorld(ports: Partial<Ports> = {}): Promise<TestWorld> {
  const database = await testDatabase();
  const pool = new Pool({ connectionString: database.url, max: 12 });
  pool.on("error", () => undefined);
  const db = poolDb<PoolClient>(pool, (connection) => drizzle(preparing(connection)) as unknown as Tx);
  const announced: StoredEvent[] = [];
  const clock = {
    now: new Date("2026-11-22T08:00:00Z"),
    advance(seconds: number) {
      clock.now = new Date(clock.now.getTime() + seconds * 1000);
    },
  };
  return {
    db,
    url: database.url,
    ownerUrl: database.ownerUrl,
    announced,
    clock,
    as: (actor, more = {}) => ({
      actor,
      confirmedAt: clock.now,
      requestId: "test",
      db,
      now: () => clock.now,
      // A test gives the ports that its operations use; the others are missing on purpose.
      ports: { ...ports, ...more } as Ports,
      announce: async (events) => {
        announced.push(...events);
      },
    }),
    async close() {
      await pool.end();
      await database.close();
    },
  };
}

export const system: Actor = { type: "system", job: "test" };
export const anonymous: Actor = { type: "anonymous" };

export const member = (accountId: Id<"account">, role: MemberRole = "owner", personId = newId("person")): Actor => ({
  type: "member",
  personId,
  sessionId: newId("session"),
  accountId,
  role,
});

export const staffMember = (role: StaffRole = "administrator"): Actor => ({
  type: "staff",
  personId: newId("person"),
  sessionId: newId("session"),
  role,
});
