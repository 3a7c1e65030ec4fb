import { and, asc, desc, eq, gt, isNull, lt, ne, or } from "drizzle-orm";
import { type Break, beginningOf, inside, type Place, verifyChain, verifyPiece } from "../kernel/audit-chain.ts";
import type { Db, Tx } from "../kernel/db.ts";
import { newId } from "../kernel/id.ts";
import { auditChain, auditVerified } from "../kernel/kernel.sql.ts";
import { auditCheck } from "./audit-check.sql.ts";

export type AuditCheck = typeof auditCheck.$inferSelect;

/** Everything is read again so often. */
const againHours = 24;
const keptDays = 90;
/** Of what one run found, so many are kept with their places. */
const placesMax = 20;
const chainsAtOnce = 200;

interface Run {
  db: Db;
  now: () => Date;
  /** What is left then waits for the next run. */
  until: Date;
}

interface Found {
  rows: number;
  breaks: Break[];
  /** There is nothing left to read. */
  done: boolean;
}

/**
 * Reads what was added to the audit log since it was last found whole, then goes on reading all of it again from where the
 * run before stopped. Two runs at once do the same work twice and harm nothing.
 */
export async function check(run: Run): Promise<AuditCheck> {
  const { db, now } = run;
  const checkedAt = now();
  const recent = await readNew(run);
  const again = await readAgain(run, await newest(db), checkedAt);
  const breaks = distinct([...recent.breaks, ...again.breaks]);
  const row: AuditCheck = {
    id: newId("auditCheck"),
    checkedAt,
    milliseconds: now().getTime() - checkedAt.getTime(),
    upToDate: recent.done,
    beganAt: again.beganAt,
    place: again.place,
    finished: again.done,
    chains: await platform(db, (tx) => tx.$count(auditChain)),
    rows: recent.rows + again.rows,
    breaks: breaks.length,
    places: breaks.slice(0, placesMax),
  };
  await platform(db, async (tx) => {
    await tx.delete(auditCheck).where(lt(auditCheck.checkedAt, new Date(checkedAt.getTime() - keptDays * 86_400_000)));
    await tx.insert(auditCheck).values(row);
  });
  return row;
}

async function newest(db: Db): Promise<AuditCheck | undefined> {
  const [row] = await platform(db, (tx) =>
    tx.select().from(auditCheck).orderBy(desc(auditCheck.checkedAt), desc(auditCheck.id)).limit(1),
  );
  return row;
}

async function readNew(run: Run): Promise<Found> {
  const found: Found = { rows: 0, breaks: [], done: true };
  for (let chain = ""; ; ) {
    const grown = await platform(run.db, (tx) => grownAfter(tx, chain));
    for (const place of grown) {
      if (timeIsUp(run)) return { ...found, done: false };
      const { rows, breaks, done } = await readChain(run, place);
      found.rows += rows;
      found.breaks.push(...breaks);
      found.done &&= done;
      chain = place.chain;
    }
    if (grown.length < chainsAtOnce) return found;
  }
}

/** Chains that do not end where they were last found whole, each with the place from which it has to be read. */
async function grownAfter(tx: Tx, chain: string): Promise<Place[]> {
  const rows = await tx
    .select({ end: auditChain, verified: auditVerified })
    .from(auditChain)
    .leftJoin(auditVerified, eq(auditVerified.chain, auditChain.chain))
    .where(
      and(
        gt(auditChain.chain, chain),
        or(isNull(auditVerified.chain), ne(auditVerified.seq, auditChain.seq), ne(auditVerified.hash, auditChain.hash)),
      ),
    )
    .orderBy(asc(auditChain.chain))
    .limit(chainsAtOnce);
  return rows.map(({ end, verified }) => {
    // A chain that has become shorter is read from its beginning: what is missing, and where, is not at its end alone.
    const from = verified !== null && verified.seq < end.seq ? verified : beginningOf(end.chain);
    return { chain: end.chain, seq: from.seq, hash: from.hash, end, verified };
  });
}

/** What does not fit is read by every run again, and so told again, until it fits. */
async function readChain(run: Run, from: Place): Promise<Found> {
  let rows = 0;
  for (let place = from; ; ) {
    const piece = await platform(run.db, (tx) => verifyChain(inside(tx), place));
    rows += piece.rows;
    if (piece.breaks.length > 0) return { rows, breaks: piece.breaks, done: true };
    place = piece.last;
    if (piece.rows > 0) await platform(run.db, (tx) => verifiedUntil(tx, place, run.now()));
    if (piece.finished) return { rows, breaks: [], done: true };
    if (timeIsUp(run)) return { rows, breaks: [], done: false };
  }
}

async function verifiedUntil(tx: Tx, { chain, seq, hash }: Place, verifiedAt: Date): Promise<void> {
  await tx
    .insert(auditVerified)
    .values({ chain, seq, hash, verifiedAt })
    .onConflictDoUpdate({
      target: auditVerified.chain,
      set: { seq, hash, verifiedAt },
      setWhere: lt(auditVerified.seq, seq),
    });
}

type Again = Found & Pick<AuditCheck, "beganAt" | "place">;

async function readAgain(run: Run, before: AuditCheck | undefined, now: Date): Promise<Again> {
  const resting = before?.place === null && before.beganAt.getTime() > now.getTime() - againHours * 3_600_000;
  if (before && resting) return { rows: 0, breaks: [], done: false, beganAt: before.beganAt, place: null };
  const again: Again = {
    ...{ rows: 0, breaks: [], done: false },
    ...{ beganAt: before?.place ? before.beganAt : now, place: before?.place ?? beginningOf("") },
  };
  while (again.place !== null && !timeIsUp(run)) {
    const { place } = again;
    const piece = await platform(run.db, (tx) => verifyPiece(inside(tx), place));
    again.rows += piece.rows;
    again.breaks.push(...piece.breaks);
    again.done = piece.finished;
    again.place = piece.finished ? null : piece.last;
  }
  return again;
}

const keyOf = ({ chain, seq, problem }: Break): string => `${chain} ${seq} ${problem}`;
export const distinct = (breaks: readonly Break[]): Break[] => [
  ...new Map(breaks.map((one) => [keyOf(one), one])).values(),
];

const timeIsUp = ({ now, until }: Run): boolean => now() >= until;

const platform = <T>(db: Db, work: (tx: Tx) => Promise<T>): Promise<T> => db.transaction({ role: "platform" }, work);
