import { bigint, index, integer, jsonb, pgTable, primaryKey, text, uniqueIndex } from "drizzle-orm/pg-core";
import { accountPolicies, idColumn, instant, platformPolicy } from "../kernel/kernel.sql.ts";
import { sealed } from "../kernel/sealed-column.ts";
import type { NodeFacts } from "./facts.ts";
import type { NodeState } from "./node.state.ts";

export const node = pgTable(
  "node",
  {
    id: idColumn("node").primaryKey(),
    name: text("name").notNull().unique("node_name"),
    region: text("region").notNull(),
    host: text("host").notNull(),
    port: integer("port").notNull(),
    /** Where its ingress answers plain HTTP, as the platform reaches it. */
    httpPort: integer("http_port").notNull(),
    /** And where it answers https. */
    httpsPort: integer("https_port").notNull().default(443),
    /** The only host key that is accepted. */
    hostKey: text("host_key").notNull(),
    state: text("state").$type<NodeState>().notNull(),
    /** What the node said of itself when it was last checked. */
    facts: jsonb("facts").$type<NodeFacts>(),
    failureCode: text("failure_code"),
    failureMessage: text("failure_message"),
    lastSeenAt: instant("last_seen_at"),
    createdAt: instant("created_at").notNull(),
  },
  (t) => [uniqueIndex("node_address").on(t.host, t.port), platformPolicy()],
);

/** An account's place on a node: its Unix user there. */
export const nodeAccount = pgTable(
  "node_account",
  {
    nodeId: idColumn("node", "node_id")
      .notNull()
      .references(() => node.id),
    accountId: idColumn("account", "account_id").notNull(),
    /** Fixes the user's uid and its range of container uids. Never used twice on a node. */
    slot: integer("slot").notNull(),
    createdAt: instant("created_at").notNull(),
    /** Its user is being removed there. Nothing of the account is placed there meanwhile. */
    leavingAt: instant("leaving_at"),
    /** What it took there when the node was last asked, and what it may take. Null: the node does not count it. */
    diskUsedMb: integer("disk_used_mb"),
    diskLimitMb: integer("disk_limit_mb"),
  },
  (t) => [
    primaryKey({ columns: [t.nodeId, t.accountId] }),
    uniqueIndex("node_account_slot").on(t.nodeId, t.slot),
    index("node_account_account").on(t.accountId),
    ...accountPolicies(t.accountId),
  ],
);

/** Counters that only go up, because a number that was used once must not come back. */
export const nodeCounter = pgTable(
  "node_counter",
  {
    nodeId: idColumn("node", "node_id")
      .primaryKey()
      .references(() => node.id),
    lastSlot: integer("last_slot").notNull(),
  },
  () => [platformPolicy()],
);

/** The platform's own SSH keys; nodes accept the newest. */
export const sshKey = pgTable(
  "ssh_key",
  {
    id: bigint("id", { mode: "number" }).primaryKey().generatedAlwaysAsIdentity(),
    publicKey: text("public_key").notNull(),
    privateKey: sealed("private_key").notNull(),
    createdAt: instant("created_at").notNull(),
  },
  () => [platformPolicy()],
);
