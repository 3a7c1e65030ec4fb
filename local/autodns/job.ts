import { notThere, transaction } from "./answer.ts";
import { askHolder } from "./contact.ts";
import { says } from "./ending.ts";
import { nextNumber } from "./number.ts";
import { type Operation, operation, type Work } from "./operation.ts";
import { listed, Query } from "./query.ts";
import type { Domain, Job } from "./tables.ts";
import { askFor, tell } from "./transfer-out.ts";

export interface Begun {
  action: string;
  object: string;
  after: Domain | null;
  failure?: string | undefined;
  /** Longer than others. */
  slow?: boolean;
}

const slowSeconds = 600;

/** Takes something on. What comes of it is told by a message. */
export function begin(work: Work, { action, object, after, failure, slow = false }: Begun) {
  const at = work.now.toISOString();
  const seconds = slow ? slowSeconds : work.jobSeconds;
  const job = work.data.jobs.put({
    ...{ id: String(nextNumber(work, "job")), action, object, after, failure: failure ?? null, status: "RUNNING" },
    ...{ dueAt: new Date(work.now.getTime() + seconds * 1000).toISOString(), ctid: work.ctid ?? null },
    ...{ stid: transaction(), created: at, updated: at },
  });
  return { data: [shown(job).job], object: { type: "Domain", value: object }, accepted: true };
}

/** What is over by now takes effect, oldest first, and is told. Returns whether a zone is served in another way from now on. */
export function settle(work: Work): boolean {
  const { data, now } = work;
  let isOtherwise = false;
  for (const job of data.jobs.oldestFirst()) {
    if (job.dueAt > now.toISOString()) continue;
    const status = job.failure === null ? ("SUCCESS" as const) : ("FAILED" as const);
    if (status === "SUCCESS" && job.after) isOtherwise = keep(work, job.after) || isOtherwise;
    const label = job.object.split(".")[0] ?? "";
    if (status === "SUCCESS" && !job.after) data.domains.remove(job.object);
    data.jobs.remove(job.id);
    data.history.put({ ...job, status, updated: now.toISOString() });
    data.messages.put({
      ...{ id: String(nextNumber(work, "message")), notify: null, object: job.object, ctid: job.ctid, stid: job.stid },
      job: { id: Number(job.id), status, action: job.action },
      ...{ text: job.failure ?? `${job.action} of ${job.object} is done.`, created: now.toISOString() },
    });
    const holder = job.after && String(job.after.contacts.ownerc);
    if (status === "SUCCESS" && holder !== null && askHolder(work, holder))
      tell(work, "ocval_start", job.object, `The holder of ${job.object} has to confirm the address.`);
    if (status === "SUCCESS" && job.action === "CREATE" && says(label, "leaving")) askFor(work, job.object);
  }
  return isOtherwise;
}

/** Returns whether its zone is signed from now on, or no more. */
function keep({ data, now }: Work, domain: Domain): boolean {
  data.domains.put(domain);
  const zone = data.zones.get(domain.id);
  if (!zone || zone.dnssec === domain.dnssec) return false;
  data.zones.put({ ...zone, dnssec: domain.dnssec, serial: zone.serial + 1, updated: now.toISOString() });
  return true;
}

const shown = ({ id, action, object, status, created, updated }: Job) => ({
  job: { id: Number(id), action, status, created, updated },
  object: { type: "Domain", value: object },
});

const search = (rows: readonly Job[], query: Query) => {
  const found = listed(rows, query, { object: ({ object }) => object, action: ({ action }) => action });
  return { data: found.rows.map(shown), object: { type: "Job", summary: found.summary } };
};

const read = (job: Job | undefined, id: string) => {
  if (!job) throw notThere("job", id);
  return { data: [shown(job)] };
};

export const jobOperations: readonly Operation[] = [
  operation("POST /job/_search", Query, ({ data }, _path, query) => search(data.jobs.oldestFirst(), query)),
  operation("POST /job/history/_search", Query, ({ data }, _path, query) => search(data.history.newestFirst(), query)),
  operation("GET /job/{id}", undefined, ({ data }, { id }) => read(data.jobs.get(id), id)),
  operation("GET /job/history/{id}", undefined, ({ data }, { id }) => read(data.history.get(id), id)),
];
