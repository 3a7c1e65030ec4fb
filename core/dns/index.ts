export { type Challenge, putChallenge, removeChallenge } from "./challenge.ts";
export type { ChangeSet } from "./change-set.state.ts";
export {
  type ManagedRecords,
  type ManagedState,
  managedState,
  putManagedRecords,
  removeManagedRecords,
} from "./managed.ts";
export { endZone, ensureZone, zoneFor, zoneOfDomain } from "./new-zone.ts";
export type { DnsRecord } from "./record.state.ts";
export type { ZoneRow } from "./zone-rows.ts";
