import { and, asc, eq, gt, inArray, notInArray } from "drizzle-orm";
import { z } from "zod";
import * as Accounts from "../accounts/index.ts";
import { runtimeEnds } from "../hosting/index.ts";
import * as Identity from "../identity/index.ts";
import type { Tx } from "../kernel/db.ts";
import { Id } from "../kernel/id.ts";
import { inbox } from "../kernel/kernel.sql.ts";
import { command, query } from "../kernel/operation.ts";
import { service } from "./service.sql.ts";

const dayMs = 86_400_000;
/** Days before the end of what a website runs on at which its people are told; at 0 it is over. */
const toldDays = [60, 14, 0] as const;
/** What ended longer ago stands where they look. Shorter than keys of what was told are kept. */
const staleDays = 7;
const pageSize = 1_000;

type Row = typeof service.$inferSelect;

export interface VersionEnding {
  /** "PHP 8.2" */
  runtime: string;
  /** Who ends looking after it; Debian comes after its makers. */
  by: "makers" | "debian";
  /** The last day on which they do. */
  on: string;
  debianUntil: string;
  /** How near it is: at most so many days. */
  mark: number;
}

/** The end that a website's version has come near to; who chose it as near as that was told where they chose. */
export function versionEnding(
  { template, parameters, createdAt }: Pick<Row, "template" | "parameters" | "createdAt">,
  now: Date,
): VersionEnding | undefined {
  const ends = runtimeEnds(template, parameters);
  if (!ends) return undefined;
  const { runtime, byMakers, byDebian } = ends;
  for (const [by, on] of [["makers", byMakers] as const, ["debian", byDebian] as const]) {
    const overAt = Date.parse(on) + dayMs;
    const left = (overAt - now.getTime()) / dayMs;
    const mark = Math.min(...toldDays.filter((days) => left <= days));
    if (left <= -staleDays || !Number.isFinite(mark) || createdAt.getTime() >= overAt - mark * dayMs) continue;
    return { runtime, by, on, debianUntil: byDebian, mark };
  }
  return undefined;
}

const keyOf = ({ id }: Pick<Row, "id">, { runtime, on, mark }: VersionEnding) =>
  `service.version_ending:${id}:${runtime}:${on}:${mark}`;
const isThere = notInArray(service.state, ["terminating", "terminated"]);

/** Websites whose version comes to an end of which nobody was told yet, a page at a time. */
export const versionsEnding = query({
  name: "service.versions_ending",
  input: z.object({ after: Id("service").nullable() }),
  allow: { system: true },
  async run({ tx, ctx }, { after }) {
    const rows = await tx
      .select({
        ...{ id: service.id, template: service.template },
        ...{ parameters: service.parameters, createdAt: service.createdAt },
      })
      .from(service)
      .where(and(isThere, after === null ? undefined : gt(service.id, after)))
      .orderBy(asc(service.id))
      .limit(pageSize);
    const near = rows.flatMap((row) => {
      const ending = versionEnding(row, ctx.now());
      return ending ? [{ id: row.id, key: keyOf(row, ending) }] : [];
    });
    const keys = near.map(({ key }) => key);
    const told = new Set((await tx.select().from(inbox).where(inArray(inbox.key, keys))).map(({ key }) => key));
    const due = near.filter(({ key }) => !told.has(key)).map(({ id }) => id);
    return { due, next: rows.length < pageSize ? null : (rows.at(-1)?.id ?? null) };
  },
});

/** Has its people told: once of each end at each mark, however often it is asked for. */
export const tellVersionEnding = command({
  name: "service.tell_version_ending",
  input: z.object({ serviceId: Id("service") }),
  allow: { system: true },
  async run({ tx, ctx }, { serviceId }) {
    const unchanged = { value: false, audit: "unchanged", events: [] } as const;
    const [row] = await tx
      .select()
      .from(service)
      .where(and(eq(service.id, serviceId), isThere));
    const ending = row && versionEnding(row, ctx.now());
    if (!row || !ending) return unchanged;
    const told = { key: keyOf(row, ending), seenAt: ctx.now() };
    const fresh = await tx.insert(inbox).values(told).onConflictDoNothing().returning();
    if (fresh.length === 0) return unchanged;
    return {
      value: true,
      audit: { target: serviceId, accountId: row.accountId, after: { expiresAt: ending.on } },
      events: [{ type: "service.version_ending", subject: serviceId }],
    };
  },
});

/** As a mail tells of it, with those who may choose another version. Undefined: one was chosen, or nobody is left to tell. */
export async function versionEndingToTell(tx: Tx, serviceId: Id<"service">, now: Date) {
  const [row] = await tx
    .select()
    .from(service)
    .where(and(eq(service.id, serviceId), isThere));
  const ending = row && versionEnding(row, now);
  if (!row || !ending) return undefined;
  const ids = await Accounts.membersWhoMay(tx, row.accountId, "service:configure");
  const people = await Promise.all(ids.map((id) => Identity.contactOf(tx, id)));
  const to = people.flatMap((person) => person?.email ?? []).join(", ");
  return to === "" ? undefined : { to, name: row.name, ...ending };
}
