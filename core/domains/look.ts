import { and, asc, eq, isNull, lte } from "drizzle-orm";
import { z } from "zod";
import { Id } from "../kernel/id.ts";
import { type Ctx, providerCommand, query } from "../kernel/operation.ts";
import { domain } from "./domain.sql.ts";
import { domainById, update } from "./domain.ts";
import { endDomain, seen } from "./job-effect.ts";

const dayMs = 86_400_000;
const batch = 10;

/** Names that the registrar is asked about by themselves: after their end, and after something was said of them. */
const toLookAt = query({
  name: "domain.to_look_at",
  input: z.object({}),
  allow: { system: true },
  async run({ tx, ctx }) {
    const rows = await tx
      .select({ id: domain.id })
      .from(domain)
      .where(and(lte(domain.lookAt, ctx.now()), isNull(domain.endedAt)))
      .orderBy(asc(domain.lookAt))
      .limit(batch);
    return rows.map(({ id }) => id);
  },
});

/** Reads what the registrar has of a name. What is gone can be had back for a while; after that it is over. */
export const look = providerCommand({
  name: "domain.look",
  input: z.object({ domainId: Id("domain") }),
  allow: { system: true },
  intend: ({ tx }, { domainId }) => domainById(tx, domainId),
  async perform({ registrar }, { name, transferOutAt }) {
    const found = await registrar.domain(name);
    const asked = found && transferOutAt !== null ? await registrar.transferOut(name) : undefined;
    return { found, asked, deleted: found ? undefined : await registrar.deletedDomain(name) };
  },
  async settle(scope, { id, transferOutAt }, { found, asked, deleted }) {
    const { tx, ctx } = scope;
    const now = ctx.now();
    const [row] = await tx.select().from(domain).where(eq(domain.id, id)).for("update");
    if (!row || row.endedAt !== null || (row.state !== "active" && row.state !== "redemption"))
      return { value: null, audit: "unchanged", events: [] };
    const audit = { target: id, accountId: row.accountId, before: { state: row.state } };
    const told = (state: string) => ({ ...audit, after: { name: row.name, state } });
    if (found) {
      const stays = transferOutAt !== null && (asked === undefined || asked.answer === "keep");
      // Somebody may have begun to ask since.
      const isSame = row.transferOutAt?.getTime() === transferOutAt?.getTime();
      const askedAt = stays && isSame ? null : row.transferOutAt;
      const had = seen({ ...row, transferOutAt: askedAt }, found, now);
      const after = await update(tx, id, { ...had, transferOutAt: askedAt, state: "active", restorableUntil: null });
      return { value: null, audit: told(after.state), events: [] };
    }
    if (!deleted) {
      const events = await endDomain(scope, row);
      return { value: null, audit: told("ended"), events: [...events, { type: "domain.left", subject: id }] };
    }
    const { restorableUntil } = deleted;
    await update(tx, id, { state: "redemption", restorableUntil, lookAt: new Date(now.getTime() + dayMs) });
    const events = row.state === "active" ? [{ type: "domain.deleted", subject: id }] : [];
    return { value: null, audit: told("redemption"), events };
  },
});

/** Returns at how many names it looked. One that cannot be looked at keeps none behind it waiting, and throws at the end. */
export async function lookAtDomains(ctx: Ctx): Promise<number> {
  const due = await toLookAt(ctx, {});
  const failures: unknown[] = [];
  for (const domainId of due) await look(ctx, { domainId }).catch((error: unknown) => failures.push(error));
  if (failures.length > 0) throw failures[0];
  return due.length;
}
