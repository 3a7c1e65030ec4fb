import { z } from "zod";
import { Id } from "../kernel/id.ts";

/** What the containers of a site and of the databases beside it wrote, oldest first. */
export const SiteLog = z
  .object({
    lines: z.array(
      z.object({
        at: z.string(),
        /** Null: it runs beside all releases, as a database does. */
        release: z.int().nullable(),
        /** Of the compose file. */
        service: z.string(),
        stream: z.enum(["out", "err"]),
        /** Without control characters but tabs and the sequences that colour (`ESC [ … m`). */
        text: z.string(),
        /** It was longer than a line may be: what follows belongs to it. */
        continues: z.boolean(),
        /** It stands for lines that were not kept, from its own time until this one: see `docs/logs.md`. Null: a line as it was written. */
        missingUntil: z.string().nullable(),
      }),
    ),
    /** Pass it as `before` for what is older. Null: there is nothing older. */
    older: z.string().nullable(),
    /** Pass it as `after` for what came since. Null: nothing was written yet. */
    newer: z.string().nullable(),
    /** Whether more can be read at once, in the direction that was asked for. */
    more: z.boolean(),
    /** How far it was looked until the time was up; going on at the cursor looks further. */
    reached: z.string().nullable(),
    /** Everything that there are lines of. */
    sources: z.array(z.object({ release: z.int().nullable(), service: z.string() })),
  })
  .meta({ id: "SiteLog" });
export type SiteLog = z.infer<typeof SiteLog>;

export const noSiteLog: SiteLog = { lines: [], older: null, newer: null, more: false, reached: null, sources: [] };

const Cursor = z
  .string()
  .max(220)
  .regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{9}Z~[A-Za-z0-9._/-]{0,130}~\d{1,20}~\d{1,15}$/, "not a cursor of a log");
// As a node takes it: instants are compared as text there.
const Instant = z.iso.datetime().regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,9})?Z$/, "not an instant in UTC");

export const SiteLogFilter = {
  release: z.coerce.number<number>().int().min(1).max(999_999).optional(),
  service: z
    .string()
    .regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,62}$/)
    .optional(),
  stream: z.enum(["out", "err"]).optional(),
  from: Instant.optional(),
  to: Instant.optional(),
  /** Looked for as it stands, upper or lower case alike. */
  search: z
    .string()
    .min(1)
    .max(200)
    .regex(/^\P{Cc}*$/u, "holds control characters")
    .optional(),
  after: Cursor.optional(),
  before: Cursor.optional(),
  /** Where reading begins: `after` and `before` decide it by themselves. */
  order: z.enum(["newest", "oldest"]).default("newest"),
  limit: z.coerce.number<number>().int().min(1).max(5000).default(200),
};

export const SiteLogRequest = z.object({ ...SiteLogFilter, serviceId: Id("service") });
export type SiteLogRequest = z.output<typeof SiteLogRequest>;

/** Reads from nodes that a person waits for. Only functions/node has the address that nodes let in. */
export interface NodeReads {
  siteLog(request: SiteLogRequest): Promise<SiteLog>;
}

declare module "../kernel/operation.ts" {
  interface Ports {
    nodeReads: NodeReads;
  }
}
