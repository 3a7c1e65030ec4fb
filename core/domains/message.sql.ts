import { bigint, index, integer, pgTable, text } from "drizzle-orm/pg-core";
import { idColumn, instant, platformPolicy } from "../kernel/kernel.sql.ts";

/** What AutoDNS told. A message that was taken has had its effect, however often it is told again. */
export const registrarMessage = pgTable(
  "registrar_message",
  {
    /** Theirs. */
    id: bigint("id", { mode: "number" }).primaryKey(),
    /** What it was for, where it was for something of ours. */
    jobId: idColumn("registrarJob", "job_id"),
    providerJobId: bigint("provider_job_id", { mode: "number" }),
    /** The kind of object, and its name. */
    subject: text("subject"),
    what: text("what").notNull(),
    status: text("status"),
    words: text("words"),
    stid: text("stid"),
    receivedAt: instant("received_at").notNull(),
    /** When it had its effect. */
    takenAt: instant("taken_at"),
    /** How often it could not have its effect, and why it could not last. Those behind it wait. */
    failures: integer("failures").notNull().default(0),
    failure: text("failure"),
    confirmedAt: instant("confirmed_at"),
  },
  (t) => [index("registrar_message_received").on(t.receivedAt), platformPolicy()],
);
