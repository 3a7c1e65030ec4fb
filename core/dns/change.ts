import { and, eq } from "drizzle-orm";
import { z } from "zod";
import type { Actor } from "../kernel/actor.ts";
import { DomainError, notFound } from "../kernel/errors.ts";
import { Id, newId } from "../kernel/id.ts";
import { command, query, type Scope } from "../kernel/operation.ts";
import { inverse, isEmpty } from "./change-set.state.ts";
import type { Edit, ReadEdit } from "./edit.state.ts";
import { zone, zoneChange } from "./zone.sql.ts";
import { can, mayManage, mayRead, recordsMax, revertMinutes, scheduleDaysMax } from "./zone.state.ts";
import { shownZone } from "./zone.ts";
import {
  accept,
  type ChangeRow,
  demandSound,
  lockZone,
  named,
  plain,
  type RecordRow,
  readZoneRow,
  recordsOf,
  type ZoneRow,
  zoneDue,
} from "./zone-rows.ts";

/** Few requests need it, and functions that begin wait for what they hold. */
async function editing() {
  const [edit, problem, finding] = await Promise.all([
    import("./edit.state.ts"),
    import("./record-problem.state.ts"),
    import("./zone-finding.state.ts"),
  ]);
  return { ...edit, ...problem, ...finding };
}

const byZone = z.object({ zoneId: Id("zone") });
const byChange = byZone.extend({ changeId: Id("zoneChange") });

const Written = z.object({
  name: z.string().max(300),
  type: z.string().max(20),
  ttl: z.int(),
  data: z.string().max(20_000),
});

const EditInput = {
  /** Of the zone, as whoever edits has seen it. */
  version: z.int().min(0),
  removes: z.array(Id("zoneRecord")).max(recordsMax),
  /** As people write them. */
  adds: z.array(Written).max(recordsMax),
};

export const Shown = z.object({ name: z.string(), type: z.string(), ttl: z.int(), data: z.string() });

export const Finding = z.object({
  code: z.string(),
  severity: z.enum(["error", "warning"]),
  message: z.string(),
  records: z.array(Shown),
});

export const ZonePreview = z
  .object({
    /** Of the zone, now. */
    version: z.int(),
    removes: z.array(Shown),
    adds: z.array(Shown),
    problems: z.array(
      z.object({
        /** Of the records that were to come, from 0. */
        index: z.int(),
        field: z.enum(["name", "type", "ttl", "data"]),
        code: z.string(),
        message: z.string(),
      }),
    ),
    findings: z.array(Finding),
    /** Whether it would be taken as it is. */
    accepted: z.boolean(),
  })
  .meta({ id: "ZonePreview" });

/** What an edit would do, and what stands against it. */
export const preview = query({
  name: "zone.preview",
  input: byZone.extend(EditInput),
  allow: mayRead,
  async run({ tx }, { zoneId, version, ...edit }) {
    const { readEdit, isRefused, recordProblem, findingText } = await editing();
    const row = await readZoneRow(tx, zoneId);
    const read = readEdit(await recordsOf(tx, zoneId), edit, row.name);
    return {
      version: row.version,
      removes: read.change.removes.map(plain),
      adds: read.change.adds.map(plain),
      problems: read.problems.map((problem) => ({ ...problem, message: recordProblem(problem.code) })),
      findings: read.findings.map(({ code, severity, records }) => ({
        ...{ code, severity, message: findingText(code) },
        records: records.map(plain),
      })),
      accepted: version === row.version && !isRefused(read) && !isEmpty(read.change),
    };
  },
});

/**
 * Changes what a zone says, as it was seen in that version: whole or not at all. At once, or at a time; and where that is
 * asked for, only until it is taken back, unless somebody says before that it stays.
 */
export const change = command({
  name: "zone.change",
  input: byZone.extend({
    ...EditInput,
    at: z.coerce.date<string>().optional(),
    revertAfterMinutes: z.int().min(revertMinutes.least).max(revertMinutes.most).optional(),
  }),
  allow: mayManage,
  async run(scope, { zoneId, version, at, revertAfterMinutes, ...edit }) {
    const { tx, ctx } = scope;
    const row = await editable(scope, zoneId);
    const records = await recordsOf(tx, zoneId);
    if (row.version !== version) throw outdated();
    const { change: wanted } = await sound(records, edit, row);
    const now = ctx.now();
    if (at !== undefined && at > now) {
      if (at.getTime() - now.getTime() > scheduleDaysMax * 86_400_000) throw tooFar();
      if (revertAfterMinutes !== undefined) throw notBoth();
      await tx.insert(zoneChange).values({
        ...{ id: newId("zoneChange"), zoneId, accountId: row.accountId, cause: "edit", state: "scheduled" },
        ...{ removes: wanted.removes.map(plain), adds: wanted.adds.map(plain) },
        ...{ requestedBy: ctx.actor, dueAt: at, createdAt: now },
      });
      return changed(scope, row, wanted, [zoneDue(zoneId, at)]);
    }
    const revertsAt = revertAfterMinutes === undefined ? null : new Date(now.getTime() + revertAfterMinutes * 60_000);
    await accept(scope, row, records, wanted, { cause: "edit", revertsAt });
    return changed(scope, row, wanted, [zoneDue(zoneId), ...(revertsAt ? [zoneDue(zoneId, revertsAt)] : [])]);
  },
});

/** Takes a change back. What others did meanwhile stays; where they built on it, nothing is done. */
export const undo = command({
  name: "zone.undo",
  input: byChange,
  allow: mayManage,
  async run(scope, { zoneId, changeId }) {
    const row = await editable(scope, zoneId);
    const done = await changeOf(scope, zoneId, changeId);
    if (!can("undo", done)) throw new DomainError("conflict", "zone.not_undoable", "This change cannot be taken back.");
    const records = await recordsOf(scope.tx, zoneId);
    const back = inverse(done);
    demandUnlocked(records, back.removes.map(named));
    await demandSound(records, back, row.name);
    await accept(scope, row, records, back, { cause: "undo", undoes: changeId });
    if (done.revertsAt) await forgetRevert(scope, changeId);
    return changed(scope, row, back, [zoneDue(zoneId)]);
  },
});

/** A change that was to be taken back stays. */
export const keep = command({
  name: "zone.keep",
  input: byChange,
  allow: mayManage,
  async run(scope, { zoneId, changeId }) {
    const row = await editable(scope, zoneId);
    if (!can("keep", await changeOf(scope, zoneId, changeId)))
      throw new DomainError("conflict", "zone.nothing_to_keep", "This change was taken back, or stays anyway.");
    await forgetRevert(scope, changeId);
    return changed(scope, row, { removes: [], adds: [] }, []);
  },
});

/** What was scheduled does not happen. */
export const cancel = command({
  name: "zone.cancel",
  input: byChange,
  allow: mayManage,
  async run(scope, { zoneId, changeId }) {
    const row = await editable(scope, zoneId);
    if (!can("cancel", await changeOf(scope, zoneId, changeId)))
      throw new DomainError("conflict", "zone.not_scheduled", "This change does not wait any more.");
    await scope.tx.update(zoneChange).set({ state: "cancelled" }).where(eq(zoneChange.id, changeId));
    return changed(scope, row, { removes: [], adds: [] }, []);
  },
});

/** Somebody changed records at the name servers: either that becomes ours, or ours goes there again. */
export const resolveDrift = command({
  name: "zone.resolve_drift",
  input: byZone.extend({ by: z.enum(["take_over", "put_back"]) }),
  allow: mayManage,
  async run(scope, { zoneId, by }) {
    const { tx } = scope;
    const row = await editable(scope, zoneId);
    if (!row.drift) throw new DomainError("conflict", "zone.no_drift", "The name servers say what stands here.");
    const records = await recordsOf(tx, zoneId);
    if (by === "take_over") {
      demandUnlocked(records, row.drift.removes.map(named));
      await accept(scope, row, records, row.drift, { cause: "found" });
    } else {
      // The records stay as they are: the change is what the name servers are to be told.
      const { removes, adds } = inverse(row.drift);
      await tx.insert(zoneChange).values({
        ...{ id: newId("zoneChange"), zoneId, accountId: row.accountId, cause: "restored", state: "pending" },
        ...{ removes, adds, version: row.version, requestedBy: scope.ctx.actor, createdAt: scope.ctx.now() },
      });
    }
    await tx.update(zone).set({ drift: null }).where(eq(zone.id, zoneId));
    return changed(scope, row, by === "take_over" ? row.drift : inverse(row.drift), [zoneDue(zoneId)]);
  },
});

/** Looks at the name servers now. */
export const check = command({
  name: "zone.check",
  input: byZone,
  allow: mayManage,
  async run(scope, { zoneId }) {
    const row = await readZoneRow(scope.tx, zoneId);
    return changed(scope, row, { removes: [], adds: [] }, [zoneDue(zoneId)]);
  },
});

export async function editable({ tx, ctx }: Scope, zoneId: Id<"zone">): Promise<ZoneRow> {
  demandWholeAccount(ctx.actor);
  const row = await lockZone(tx, zoneId);
  if (row.endedAt !== null) throw notFound("zone");
  if (row.hosted === "external")
    throw new DomainError("conflict", "zone.external", "Others answer for this domain. Change its records there.");
  return row;
}

/** Who is there for some websites alone does not decide for the domains of all. */
export function demandWholeAccount(actor: Actor): void {
  if (!("serviceIds" in actor) || actor.serviceIds === undefined) return;
  throw new DomainError("forbidden", "zone.whole_account", "You may change chosen websites alone.");
}

async function sound(records: readonly RecordRow[], edit: Edit, { name }: ZoneRow): Promise<ReadEdit> {
  const { readEdit, recordProblem } = await editing();
  const read = readEdit(records, edit, name);
  const { problems, locked, unknown, change: wanted } = read;
  if (unknown.length > 0) throw outdated();
  if (locked[0]) throw managed(locked[0]);
  if (problems.length > 0)
    throw new DomainError("invalid", "zone.invalid", "Some records cannot be kept as they are.", {
      fields: problems.map(({ index, field, code }) => ({
        path: `adds.${index}.${field}`,
        message: recordProblem(code),
      })),
    });
  if (isEmpty(wanted)) throw new DomainError("conflict", "zone.unchanged", "This changes nothing.");
  await demandSound(records, wanted, name);
  if (records.length - wanted.removes.length + wanted.adds.length > recordsMax) throw tooMany();
  return read;
}

export function demandUnlocked(records: readonly RecordRow[], names: readonly string[]): void {
  const locked = records.find((record) => record.owner !== null && names.includes(named(record)));
  if (locked) throw managed(locked);
}

const managed = (record: Pick<RecordRow, "name" | "type" | "data" | "reason" | "ttl">) =>
  new DomainError("conflict", "zone.managed", `${named(record)} is looked after by Rookery: ${record.reason ?? ""}`);

export const tooMany = () => new DomainError("conflict", "zone.too_many", `A zone has ${recordsMax} records at most.`);

export const outdated = () =>
  new DomainError("conflict", "zone.changed", "Somebody else has changed this zone. Look at it again; yours is kept.");
const tooFar = () =>
  new DomainError("invalid", "zone.too_far", `A change can wait for ${scheduleDaysMax} days at most.`, {
    fields: [{ path: "at", message: `Choose a time within ${scheduleDaysMax} days.` }],
  });
const notBoth = () =>
  new DomainError("invalid", "zone.not_both", "A change that waits for its time cannot be one that is taken back.");

async function changeOf({ tx }: Scope, zoneId: Id<"zone">, changeId: Id<"zoneChange">): Promise<ChangeRow> {
  const [row] = await tx
    .select()
    .from(zoneChange)
    .where(and(eq(zoneChange.zoneId, zoneId), eq(zoneChange.id, changeId)));
  if (!row) throw notFound("change");
  return row;
}

const forgetRevert = ({ tx }: Scope, changeId: Id<"zoneChange">) =>
  tx.update(zoneChange).set({ revertsAt: null }).where(eq(zoneChange.id, changeId));

async function changed(
  scope: Scope,
  row: ZoneRow,
  { removes, adds }: Pick<ChangeRow, "removes" | "adds">,
  events: ReturnType<typeof zoneDue>[],
) {
  return {
    value: await shownZone(scope, await readZoneRow(scope.tx, row.id)),
    audit: {
      ...{ target: row.id, accountId: row.accountId },
      before: { name: row.name, records: removes.map(named) },
      after: { name: row.name, records: adds.map(named) },
    },
    events,
  };
}
