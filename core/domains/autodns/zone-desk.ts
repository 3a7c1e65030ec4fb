import type { ZoneDesk } from "../../dns/index.ts";
import type { Autodns } from "./client.ts";
import { changeZone, createZone, readZone, removeZone } from "./zone.ts";

/** Zones at AutoDNS, on name servers of these names. */
export const autodnsZones = (call: Autodns, { nameServers, email }: AutodnsZonesOptions): ZoneDesk => ({
  read: (origin) => readZone(call, origin),
  create: (origin) => createZone(call, { origin, nameServers, email }),
  change: (origin, change, ctid) => changeZone(call, origin, change, ctid),
  remove: (origin) => removeZone(call, origin),
});

export interface AutodnsZonesOptions {
  nameServers: readonly string[];
  /** Of the person who answers for the zones. */
  email: string;
}
