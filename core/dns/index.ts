export { type Challenge, putChallenge, removeChallenge } from "./challenge.ts";
export { cancel, change, check, keep, preview, resolveDrift, undo, ZonePreview } from "./change.ts";
export type { ChangeSet } from "./change-set.state.ts";
export { converge } from "./convergence.ts";
export { dangersIn } from "./dangling/dangers.ts";
export { create, hostRegistered } from "./hosting.ts";
export { importFile, ZoneImported } from "./import.ts";
export { type LeadingRecord, leadingRecords, scanSoon } from "./leading.ts";
export {
  type ManagedRecords,
  type ManagedState,
  managedState,
  putManagedRecords,
  recordsUnderWay,
  removeManagedRecords,
} from "./managed.ts";
export { endZone, ensureZone, zoneById, zoneFor, zoneOfDomain } from "./new-zone.ts";
export { ownZone } from "./own-zone.ts";
export { recordsOfOwner } from "./owned-records.ts";
export type { DnsRecord } from "./record.state.ts";
export { recordTo } from "./record-to.ts";
export { changes, file, get, list, ofDomain, Zone, ZoneChangePage, ZoneFile, ZoneOfDomain, ZonePage } from "./zone.ts";
export type { ZoneDesk } from "./zone-desk.ts";
export { recordsOf, type ZoneRow } from "./zone-rows.ts";
export { sweepZones } from "./zone-sweep.ts";

/** Loaded by whoever sweeps. */
export const sweepDangling: typeof import("./dangling/sweep.ts").sweepDangling = async (...args) =>
  (await import("./dangling/sweep.ts")).sweepDangling(...args);

/** Loaded with the first record that is put right. */
export const putRight: typeof import("./put-right.ts").putRight = async (...args) =>
  (await import("./put-right.ts")).putRight(...args);
/** Loaded with the first certificate that is asked for. */
export const isUnderWay = async (...args: Parameters<typeof import("./under-way.ts").isUnderWay>): Promise<boolean> =>
  (await import("./under-way.ts")).isUnderWay(...args);
