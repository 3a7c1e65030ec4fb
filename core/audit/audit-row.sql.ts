import { sql } from "drizzle-orm";
import { auditLog } from "../kernel/kernel.sql.ts";

export const actorType = sql<string>`${auditLog.actor}->>'type'`;
export const actorPersonId = sql<string | null>`${auditLog.actor}->>'personId'`;
