import { eq, getTableColumns } from "drizzle-orm";
import { z } from "zod";
import type { Tx } from "../kernel/db.ts";
import { notFound } from "../kernel/errors.ts";
import { Id } from "../kernel/id.ts";
import { query, type Scope } from "../kernel/operation.ts";
import * as Services from "../services/index.ts";
import { source } from "./source.sql.ts";
import { mayReadSource } from "./source.state.ts";

const { privateKey: _, token: __, hookSecret: ___, ...shownColumns } = getTableColumns(source);
/** Without what is sealed, which members never read. */
export type SourceRow = Omit<typeof source.$inferSelect, "privateKey" | "token" | "hookSecret">;

export const Source = z
  .object({
    id: Id("source"),
    serviceId: Id("service"),
    url: z.string(),
    branch: z.string(),
    /** Of the repository; empty: its top. */
    folder: z.string(),
    /** Opens a repository by ssh, to be entered at its host; null where the address is https. */
    deployKey: z.string().nullable(),
    /** The only key that the repository's host may show. */
    hostKey: z.string().nullable(),
    /** Whether a token for https was entered. It is never shown. */
    hasToken: z.boolean(),
    deploysOnPush: z.boolean(),
    /** Where the repository's host tells of pushes. */
    webhookUrl: z.string(),
    webhookSeenAt: z.date().nullable(),
    pushedCommit: z.string().nullable(),
    pushedAt: z.date().nullable(),
    createdAt: z.date(),
  })
  .meta({ id: "Source" });
export type Source = z.infer<typeof Source>;

/** Null: the service is built from nothing of its own. */
export const SourceOf = z.object({ source: Source.nullable() }).meta({ id: "ServiceSource" });

const byService = z.object({ serviceId: Id("service") });

export const get = query({
  name: "source.get",
  input: byService,
  allow: mayReadSource,
  async run(scope, { serviceId }) {
    await Services.read(scope.tx, serviceId);
    const row = await maybeOf(scope.tx, serviceId);
    return { source: row ? toSource(scope, row) : null };
  },
});

export async function maybeOf(tx: Tx, serviceId: Id<"service">): Promise<SourceRow | undefined> {
  const [row] = await tx.select(shownColumns).from(source).where(eq(source.serviceId, serviceId));
  return row;
}

export async function byId(tx: Tx, id: Id<"source">): Promise<SourceRow | undefined> {
  const [row] = await tx.select(shownColumns).from(source).where(eq(source.id, id));
  return row;
}

export async function sourceOf(tx: Tx, serviceId: Id<"service">): Promise<SourceRow> {
  const row = await maybeOf(tx, serviceId);
  if (!row) throw notFound("source");
  return row;
}

export const toSource = ({ ctx }: Scope, row: SourceRow): Source => ({
  id: row.id,
  serviceId: row.serviceId,
  url: row.url,
  branch: row.branch,
  folder: row.folder,
  deployKey: row.publicKey,
  hostKey: row.hostKey,
  hasToken: row.hasToken,
  deploysOnPush: row.deploysOnPush,
  webhookUrl: `${ctx.ports.addresses.publicUrl}/api/webhooks/git/${row.hook}`,
  webhookSeenAt: row.hookSeenAt,
  pushedCommit: row.pushedCommit,
  pushedAt: row.pushedAt,
  createdAt: row.createdAt,
});
