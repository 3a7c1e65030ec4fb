import { sql } from "drizzle-orm";
import { release } from "./release.sql.ts";

/** When it came to what it is known for: it went live, or failed before. */
export const decidedAt = sql`coalesce(${release.liveAt}, ${release.endedAt})`.mapWith(release.liveAt);
