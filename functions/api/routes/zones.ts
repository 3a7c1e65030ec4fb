import * as Dns from "#core/dns/index.ts";
import { route } from "../route.ts";

export const zonesRoutes = {
  "GET /zones": route(Dns.list, Dns.ZonePage),
  "POST /zones": route(Dns.create, Dns.Zone, { status: 201 }),
  "GET /domains/{domainId}/zone": route(Dns.ofDomain, Dns.ZoneOfDomain),
  "GET /zones/{zoneId}": route(Dns.get, Dns.Zone),
  "GET /zones/{zoneId}/file": route(Dns.file, Dns.ZoneFile),
  "POST /zones/{zoneId}/check": route(Dns.check, Dns.Zone, { costly: true }),
  "POST /zones/{zoneId}/drift": route(Dns.resolveDrift, Dns.Zone),
  "POST /zones/{zoneId}/preview": route(Dns.preview, Dns.ZonePreview, { body: "free" }),
  "POST /zones/{zoneId}/import": route(Dns.importFile, Dns.ZoneImported, { body: "free" }),
  "GET /zones/{zoneId}/changes": route(Dns.changes, Dns.ZoneChangePage),
  "POST /zones/{zoneId}/changes": route(Dns.change, Dns.Zone, { body: "free" }),
  "POST /zones/{zoneId}/changes/{changeId}/undo": route(Dns.undo, Dns.Zone),
  "POST /zones/{zoneId}/changes/{changeId}/keep": route(Dns.keep, Dns.Zone),
  "POST /zones/{zoneId}/changes/{changeId}/cancel": route(Dns.cancel, Dns.Zone),
};
