import { and, asc, eq, gt, isNull, lte, ne, or } from "drizzle-orm";
import { z } from "zod";
import * as Accounts from "../../accounts/index.ts";
import * as Domains from "../../domains/index.ts";
import * as Identity from "../../identity/index.ts";
import type { Tx } from "../../kernel/db.ts";
import { Id } from "../../kernel/id.ts";
import { command, query } from "../../kernel/operation.ts";
import { certificate } from "../certificate.sql.ts";
import { covers } from "../names.state.ts";

const dayMs = 86_400_000;
/** Days before the end at which those who could bring the next one are told; at 0 it is over. */
const remindDays = [30, 7, 0] as const;
/** What ended longer ago was replaced or is missed by nobody. */
const staleDays = 7;
const batch = 50;

type Row = typeof certificate.$inferSelect;

/** The mark that a certificate has come to and nobody was told of; undefined: there is none. */
export function endingMark(
  { notAfter, remindedDays }: Pick<Row, "notAfter" | "remindedDays">,
  now: Date,
): number | undefined {
  if (notAfter === null) return undefined;
  const left = (notAfter.getTime() - now.getTime()) / dayMs;
  if (left <= -staleDays) return undefined;
  const mark = Math.min(...remindDays.filter((days) => left <= days));
  return Number.isFinite(mark) && (remindedDays === null || mark < remindedDays) ? mark : undefined;
}

/** Certificates that were brought and come to an end of which nobody was told yet. */
export const ending = query({
  name: "certificate.ending",
  input: z.object({}),
  allow: { system: true },
  async run({ tx, ctx }) {
    const at = (days: number) => new Date(ctx.now().getTime() + days * dayMs);
    const untold = remindDays.map((days) =>
      and(
        lte(certificate.notAfter, at(days)),
        or(isNull(certificate.remindedDays), gt(certificate.remindedDays, days)),
      ),
    );
    const rows = await tx
      .select({ id: certificate.id })
      .from(certificate)
      .where(
        and(
          ...[eq(certificate.method, "manual"), eq(certificate.state, "valid")],
          ...[gt(certificate.notAfter, at(-staleDays)), or(...untold)],
        ),
      )
      .orderBy(asc(certificate.notAfter))
      .limit(batch);
    return rows.map(({ id }) => id);
  },
});

/** Has those told who could bring the next one: once at each mark, however often it is asked for. */
export const remind = command({
  name: "certificate.remind",
  input: z.object({ certificateId: Id("certificate") }),
  allow: { system: true },
  async run({ tx, ctx }, { certificateId }) {
    const [row] = await tx.select().from(certificate).where(eq(certificate.id, certificateId)).for("update");
    const mark = row?.method === "manual" ? endingMark(row, ctx.now()) : undefined;
    if (!row || mark === undefined) return { value: null, audit: "unchanged", events: [] };
    await tx.update(certificate).set({ remindedDays: mark }).where(eq(certificate.id, certificateId));
    const after = { host: row.names.join(", "), expiresAt: row.notAfter };
    return {
      value: null,
      audit: { target: certificateId, accountId: row.accountId, after },
      events: [{ type: "certificate.ending", subject: certificateId }],
    };
  },
});

/**
 * A certificate as a mail tells of its end, with those who may bring the next one. Undefined: it is gone, there is already
 * one that was brought for all of its names and lasts longer, or nobody is left to tell.
 */
export async function endingToTell(tx: Tx, certificateId: Id<"certificate">) {
  const [row] = await tx.select().from(certificate).where(eq(certificate.id, certificateId));
  if (!row || row.notAfter === null || (await isFollowed(tx, row))) return undefined;
  const { accountId, names, notAfter } = row;
  const ids = await Accounts.membersWhoMay(tx, accountId, "domain:manage");
  const people = await Promise.all(ids.map((id) => Identity.contactOf(tx, id)));
  const to = people.flatMap((person) => person?.email ?? []);
  const [domainId = null] = await Domains.domainsAbove(tx, [
    { accountId, name: (names[0] ?? "").replace(/^\*\./, "") },
  ]);
  return to.length === 0 ? undefined : { to: to.join(", "), names, notAfter, domainId };
}

async function isFollowed(tx: Tx, { id, accountId, names, notAfter }: Row): Promise<boolean> {
  if (notAfter === null) return false;
  const own = and(eq(certificate.accountId, accountId), eq(certificate.method, "manual"));
  const later = and(eq(certificate.state, "valid"), gt(certificate.notAfter, notAfter), ne(certificate.id, id));
  const others = await tx.select({ names: certificate.names }).from(certificate).where(and(own, later));
  return names.every((name) => others.some((other) => other.names.some((good) => covers(good, name))));
}
