import type { ZoneDesk } from "../../dns/index.ts";
import type { Autodns } from "./client.ts";
import { changeZone, createZone, readZone, removeZone } from "./zone.ts";

/** Zones at AutoDNS, on name servers of these names. */
export const autodnsZones = (call: Autodns, nameServers: readonly string[]): ZoneDesk => ({
  read: (origin) => readZone(call, origin),
  create: (origin) => createZone(call, { origin, nameServers, email: `hostmaster@${origin}` }),
  change: (origin, change, ctid) => changeZone(call, origin, change, ctid),
  remove: (origin) => removeZone(call, origin),
});
