import { and, desc, eq, lt } from "drizzle-orm";
import { z } from "zod";
import { runtimeOf } from "../hosting/index.ts";
import * as Identity from "../identity/index.ts";
import type { Actor } from "../kernel/actor.ts";
import type { Tx } from "../kernel/db.ts";
import { Id } from "../kernel/id.ts";
import { query } from "../kernel/operation.ts";
import { PageInput, page } from "../kernel/page.ts";
import * as Services from "../services/index.ts";
import { release } from "./release.sql.ts";
import { mayReadReleases, releaseCauses, releaseStates } from "./release.state.ts";
import type { ReleaseRow } from "./release-rows.ts";

/** On whose word something happened. */
export const Requester = z.object({
  kind: z.enum(["member", "support", "key", "system"]),
  /** Null where whoever asks may not see it, or there is none. */
  name: z.string().nullable(),
});

export const Release = z
  .object({
    id: Id("release"),
    serviceId: Id("service"),
    number: z.int(),
    state: z.enum(releaseStates),
    cause: z.enum(releaseCauses),
    rollsBackTo: z.int().nullable(),
    requestedBy: Requester,
    operationId: Id("operation"),
    template: z.string(),
    /** What it runs on, where that can be chosen: "PHP 8.2". */
    runtime: z.string().nullable(),
    /** What was built for it: a commit's name, or an archive's digest. */
    revision: z.string().nullable(),
    commit: z.object({ subject: z.string(), author: z.string(), at: z.string() }).nullable(),
    kept: z.boolean(),
    failure: z.object({ code: z.string(), message: z.string(), detail: z.string().nullable() }).nullable(),
    createdAt: z.date(),
    startedAt: z.date().nullable(),
    liveAt: z.date().nullable(),
    endedAt: z.date().nullable(),
  })
  .meta({ id: "Release" });
export type Release = z.infer<typeof Release>;

export const list = query({
  name: "release.list",
  input: z.object({ ...PageInput, serviceId: Id("service") }),
  allow: mayReadReleases,
  async run({ tx }, { serviceId, limit, cursor }) {
    await Services.read(tx, serviceId);
    const rows = await tx
      .select()
      .from(release)
      .where(and(eq(release.serviceId, serviceId), cursor ? lt(release.id, cursor as ReleaseRow["id"]) : undefined))
      .orderBy(desc(release.id))
      .limit(limit + 1);
    const requesters = await requestersOf(tx, rows);
    return page(rows, limit, (row) => toRelease(row, requesters));
  },
});

/** Names of those who asked, where whoever looks may see them. */
export const requestersOf = (
  tx: Tx,
  rows: readonly { requestedBy: Actor | null }[],
): Promise<ReadonlyMap<string, string>> =>
  Identity.namesOf(
    tx,
    rows.flatMap(({ requestedBy }) => (requestedBy && "personId" in requestedBy ? [requestedBy.personId] : [])),
  );

export const requesterOf = (actor: Actor, names: ReadonlyMap<string, string>): z.infer<typeof Requester> => ({
  kind: kindOf(actor),
  name: "personId" in actor ? (names.get(actor.personId) ?? null) : null,
});

const kindOf = ({ type }: Actor): Release["requestedBy"]["kind"] =>
  type === "member" || type === "key" ? type : type === "staff" || type === "acting" ? "support" : "system";

export const toRelease = (row: ReleaseRow, requesters: ReadonlyMap<string, string>): Release => ({
  id: row.id,
  serviceId: row.serviceId,
  number: row.number,
  state: row.state,
  cause: row.cause,
  rollsBackTo: row.rollsBackTo,
  requestedBy: requesterOf(row.requestedBy, requesters),
  operationId: row.operationId,
  template: row.template,
  runtime: runtimeOf(row.template, row.parameters),
  revision: row.revision,
  commit: row.commit && { subject: row.commit.subject, author: row.commit.author, at: row.commit.at },
  kept: row.kept,
  failure:
    row.failureCode === null
      ? null
      : { code: row.failureCode, message: row.failureMessage ?? "", detail: row.failureDetail },
  createdAt: row.createdAt,
  startedAt: row.startedAt,
  liveAt: row.liveAt,
  endedAt: row.endedAt,
});
