import { and, asc, desc, eq, gt, ilike, inArray, isNull, lt } from "drizzle-orm";
import { z } from "zod";
import * as Domains from "../domains/index.ts";
import { Id } from "../kernel/id.ts";
import { query, type Scope } from "../kernel/operation.ts";
import { PageInput, PageOf, page } from "../kernel/page.ts";
import { Requester, requesterOf, requestersOf } from "../releases/index.ts";
import { danglingNames, provenIn } from "./dangling/dangling.state.ts";
import { zoneOfDomain } from "./new-zone.ts";
import { typeNames } from "./record-place.state.ts";
import { isEndangered, zone, zoneChange } from "./zone.sql.ts";
import { changeCauses, changeStates, hostings, mayRead } from "./zone.state.ts";
import { exportZone } from "./zone-export.state.ts";
import { type ChangeRow, plain, type RecordRow, readZoneRow, recordsOf, type ZoneRow } from "./zone-rows.ts";

const DnsRecord = z.object({
  /** Relative to the zone, "" for the zone itself. */
  name: z.string(),
  type: z.enum(typeNames),
  ttl: z.int(),
  data: z.string(),
});

export const ZoneRecord = DnsRecord.extend({
  id: Id("zoneRecord"),
  /** Of what put it there, and alone changes it. */
  owner: z.string().nullable(),
  reason: z.string().nullable(),
  /** Of a zone that is hosted elsewhere: when its servers were seen to answer with it. */
  seenAt: z.date().nullable(),
}).meta({ id: "ZoneRecord" });

const ChangeOf = z.object({ removes: z.array(DnsRecord), adds: z.array(DnsRecord) });

export const ZoneChange = ChangeOf.extend({
  id: Id("zoneChange"),
  cause: z.enum(changeCauses),
  state: z.enum(changeStates),
  version: z.int().nullable(),
  requestedBy: Requester,
  undoes: Id("zoneChange").nullable(),
  dueAt: z.date().nullable(),
  revertsAt: z.date().nullable(),
  createdAt: z.date(),
  appliedAt: z.date().nullable(),
  failure: z.object({ code: z.string(), message: z.string() }).nullable(),
}).meta({ id: "ZoneChange" });
export type ZoneChange = z.infer<typeof ZoneChange>;
export const ZoneChangePage = PageOf(ZoneChange);

const ZoneSummary = z.object({
  id: Id("zone"),
  accountId: Id("account"),
  domainId: Id("domain"),
  name: z.string(),
  hosted: z.enum(hostings),
  version: z.int(),
  /** Ours that hold it. */
  nameServers: z.array(z.string()),
  checkedAt: z.date().nullable(),
  createdAt: z.date(),
});

export const Zone = ZoneSummary.extend({
  /** Those that the rest of the world asks, as they were last seen. */
  delegatedTo: z.array(z.string()),
  records: z.array(ZoneRecord),
  /** Changes that wait for their time, are on their way, or are taken back unless somebody says that they stay. */
  open: z.array(ZoneChange),
  /** What makes of these records those that were found at the name servers: somebody changed them there. */
  drift: ChangeOf.nullable(),
  /** Records there of types that are not kept here. */
  foreign: z.array(z.string()),
  /** Records that lead to what is not there, or is nobody's any more; `danger`: somebody else may become its owner. */
  dangling: z.array(
    z.object({
      recordId: Id("zoneRecord"),
      code: z.enum(danglingNames),
      severity: z.enum(["danger", "warning"]),
      /** The name that is not there, or the domain that nobody has. */
      target: z.string(),
      /** When it was seen first. */
      since: z.string(),
    }),
  ),
}).meta({ id: "Zone" });
export type Zone = z.infer<typeof Zone>;
export const ZonePage = PageOf(ZoneSummary.meta({ id: "ZoneSummary" }));
export const ZoneOfDomain = z.object({ zone: Zone.nullable() }).meta({ id: "ZoneOfDomain" });
export const ZoneFile = z.object({ file: z.string() }).meta({ id: "ZoneFile" });

const byZone = z.object({ zoneId: Id("zone") });

export const list = query({
  name: "zone.list",
  input: z.object({
    ...PageInput,
    search: z.string().trim().max(253).optional(),
    /** For staff; members see one account anyway. */
    accountId: Id("account").optional(),
    /** Those of which somebody else could take records over. */
    dangling: z.enum(["danger"]).optional(),
  }),
  allow: mayRead,
  async run({ tx }, { limit, cursor, search, accountId, dangling }) {
    const rows = await tx
      .select()
      .from(zone)
      .where(
        and(
          isNull(zone.endedAt),
          cursor ? lt(zone.id, cursor as ZoneRow["id"]) : undefined,
          search ? ilike(zone.name, `%${search.replaceAll(/[\\%_]/g, "\\$&")}%`) : undefined,
          accountId ? eq(zone.accountId, accountId) : undefined,
          dangling ? isEndangered : undefined,
        ),
      )
      .orderBy(desc(zone.id))
      .limit(limit + 1);
    return page(rows, limit, summaryOf);
  },
});

export const get = query({
  name: "zone.get",
  input: byZone,
  allow: mayRead,
  run: async (scope, { zoneId }) => shownZone(scope, await readZoneRow(scope.tx, zoneId)),
});

export const ofDomain = query({
  name: "zone.of_domain",
  input: z.object({ domainId: Id("domain") }),
  allow: mayRead,
  async run(scope, { domainId }) {
    const row = await zoneOfDomain(scope.tx, domainId);
    return { zone: row ? await shownZone(scope, row) : null };
  },
});

/** What was changed, by whom, newest first. */
export const changes = query({
  name: "zone.changes",
  input: byZone.extend(PageInput),
  allow: mayRead,
  async run({ tx }, { zoneId, limit, cursor }) {
    await readZoneRow(tx, zoneId);
    const before = cursor ? lt(zoneChange.id, cursor as ChangeRow["id"]) : undefined;
    const rows = await tx
      .select()
      .from(zoneChange)
      .where(and(eq(zoneChange.zoneId, zoneId), before))
      .orderBy(desc(zoneChange.id))
      .limit(limit + 1);
    const names = await requestersOf(tx, rows);
    return page(rows, limit, (row) => toChange(row, names));
  },
});

/** The zone as a file that any name server reads. */
export const file = query({
  name: "zone.file",
  input: byZone,
  allow: mayRead,
  async run({ tx }, { zoneId }) {
    const row = await readZoneRow(tx, zoneId);
    return { file: exportZone((await recordsOf(tx, zoneId)).map(plain), row.name) };
  },
});

export async function shownZone({ tx, ctx }: Scope, row: ZoneRow): Promise<Zone> {
  const records = await recordsOf(tx, row.id);
  const waiting = await tx
    .select()
    .from(zoneChange)
    .where(and(eq(zoneChange.zoneId, row.id), inArray(zoneChange.state, ["scheduled", "pending"])))
    .orderBy(asc(zoneChange.id));
  const unconfirmed = await tx
    .select()
    .from(zoneChange)
    .where(and(eq(zoneChange.zoneId, row.id), eq(zoneChange.state, "applied"), gt(zoneChange.revertsAt, ctx.now())))
    .orderBy(asc(zoneChange.id));
  const open = [...waiting, ...unconfirmed];
  const names = await requestersOf(tx, open);
  return {
    ...summaryOf(row),
    delegatedTo: await Domains.nameServersOf(tx, row.domainId),
    records: records.map(toRecord),
    open: open.map((change) => toChange(change, names)),
    drift: row.drift && { removes: [...row.drift.removes], adds: [...row.drift.adds] },
    foreign: [...row.foreign],
    dangling: provenIn(row.dangling, records).map(({ record, firstAt, ...found }) => ({
      ...{ recordId: record.id, since: firstAt },
      ...found,
    })),
  };
}

const summaryOf = ({ nameServers, ...row }: ZoneRow): z.infer<typeof ZoneSummary> => ({
  id: row.id,
  accountId: row.accountId,
  domainId: row.domainId,
  name: row.name,
  hosted: row.hosted,
  version: row.version,
  nameServers: [...nameServers],
  checkedAt: row.checkedAt,
  createdAt: row.createdAt,
});

const toRecord = (row: RecordRow): z.infer<typeof ZoneRecord> => ({
  ...plain(row),
  ...{ id: row.id, owner: row.owner, reason: row.reason, seenAt: row.seenAt },
});

export const toChange = (row: ChangeRow, names: ReadonlyMap<string, string>): ZoneChange => ({
  id: row.id,
  cause: row.cause,
  state: row.state,
  version: row.version,
  removes: [...row.removes],
  adds: [...row.adds],
  requestedBy: requesterOf(row.requestedBy, names),
  undoes: row.undoes,
  dueAt: row.dueAt,
  revertsAt: row.revertsAt,
  createdAt: row.createdAt,
  appliedAt: row.appliedAt,
  failure: row.failureCode === null ? null : { code: row.failureCode, message: row.failureMessage ?? "" },
});
