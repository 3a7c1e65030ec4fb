import { z } from "zod";
import { asciiName } from "#core/dns/domain-name.state.ts";
import { notThere, Refusal } from "./answer.ts";
import { type Operation, operation, type Work } from "./operation.ts";
import { listed, Query } from "./query.ts";
import { ResourceRecord, shownRecord, storedRecord } from "./record.ts";
import type { StoredRecord, Zone } from "./tables.ts";

const Soa = z.strictObject({
  refresh: z.int().min(1200),
  retry: z.int().min(120),
  expire: z.int().min(86_400),
  ttl: z.int().min(60),
  email: z.email(),
});

const NewZone = z.strictObject({
  origin: z.string(),
  soa: Soa,
  main: z.strictObject({ address: z.ipv4(), ttl: z.int().optional() }).optional(),
  nameServers: z.array(z.strictObject({ name: z.string() })).min(2),
  resourceRecords: z.array(ResourceRecord).default([]),
  wwwInclude: z.boolean().default(true),
  action: z.enum(["PRIMARY", "SECONDARY", "COMPLETE", "HIDDEN", "NONE", "AUTO"]),
});

const Stream = z.strictObject({
  adds: z.array(ResourceRecord).default([]),
  rems: z.array(ResourceRecord).default([]),
});

const keyOf = ({ name, type, ttl, data }: StoredRecord) => `${name} ${type} ${ttl} ${data}`;

function zoneOf({ data }: Work, name: string, nameServer?: string): Zone {
  const zone = data.zones.get(name);
  if (!zone || (nameServer !== undefined && zone.virtualNameServer !== nameServer)) throw notThere("zone", name);
  return zone;
}

const shown = (zone: Zone): object => ({
  origin: zone.id,
  idn: zone.id,
  soa: zone.soa,
  dnssec: zone.dnssec,
  ...(zone.main && { main: zone.main }),
  wwwInclude: zone.wwwInclude,
  virtualNameServer: zone.virtualNameServer,
  nameServers: zone.nameServers.map((name) => ({ name })),
  resourceRecords: zone.records.map(shownRecord),
  created: zone.created,
  updated: zone.updated,
});

/** What lists show of a zone: its records only when it is asked for by name. */
const listedAs = ({ id, virtualNameServer, created, updated }: Zone): object => ({
  origin: id,
  virtualNameServer,
  created,
  updated,
});

const object = (zone: Zone, summary?: number) => ({
  type: "Zone",
  value: `${zone.id}@${zone.virtualNameServer}`,
  ...(summary !== undefined && { summary }),
});

function keep(work: Work, zone: Zone, records: StoredRecord[]): Zone {
  return work.data.zones.put({ ...zone, records, serial: zone.serial + 1, updated: work.now.toISOString() });
}

function create(work: Work, body: z.output<typeof NewZone>) {
  const name = asciiName(body.origin);
  if (name === undefined || !name.includes(".")) throw new Refusal("E0202", `${body.origin} cannot be a zone.`);
  if (work.data.zones.get(name)) throw new Refusal("E0203", `The zone ${name} exists already.`);
  const nameServers = body.nameServers.map(({ name: server }) => {
    const host = asciiName(server, "host");
    if (host === undefined) throw new Refusal("E0204", `${server} cannot be a name server.`);
    return host;
  });
  const at = work.now.toISOString();
  const zone = work.data.zones.put({
    id: name,
    virtualNameServer: nameServers[0] ?? "",
    nameServers,
    soa: body.soa,
    main: body.main ?? null,
    wwwInclude: body.main !== undefined && body.wwwInclude,
    dnssec: false,
    records: body.resourceRecords.map((record) => storedRecord(record, name)),
    serial: Math.floor(work.now.getTime() / 1000),
    created: at,
    updated: at,
  });
  return { data: [shown(zone)], object: object(zone) };
}

/** What is to go and is not there is passed over, as is what is to come and is there. */
function stream(work: Work, name: string, { adds, rems }: z.output<typeof Stream>) {
  const zone = zoneOf(work, name);
  const removed = new Set(rems.map((record) => keyOf(storedRecord(record, name))));
  const left = zone.records.filter((record) => !removed.has(keyOf(record)));
  const there = new Set(left.map(keyOf));
  const added = adds.map((record) => storedRecord(record, name)).filter((record) => !there.has(keyOf(record)));
  const changed = keep(work, zone, [...left, ...added]);
  return { data: [listedAs(changed)], object: object(changed) };
}

export const zoneOperations: readonly Operation[] = [
  operation("POST /zone", NewZone, (work, _path, body) => create(work, body)),
  operation("POST /zone/_search", Query, ({ data }, _path, query) => {
    const { rows, summary } = listed(data.zones.oldestFirst(), query, {
      name: ({ id }) => id,
      virtualNameServer: (zone) => zone.virtualNameServer,
    });
    return { data: rows.map(listedAs), object: { type: "Zone", summary } };
  }),
  operation("GET /zone/{name}", undefined, (work, { name }) => ({ data: [shown(zoneOf(work, name))] })),
  operation("GET /zone/{name}/{systemNameServer}", undefined, (work, { name, systemNameServer }) => {
    const zone = zoneOf(work, name, systemNameServer);
    return { data: [shown(zone)], object: object(zone) };
  }),
  operation("POST /zone/{name}/_stream", Stream, (work, { name }, body) => stream(work, name, body)),
  operation("DELETE /zone/{name}/{systemNameServer}", undefined, (work, { name, systemNameServer }) => {
    const zone = zoneOf(work, name, systemNameServer);
    work.data.zones.remove(zone.id);
    return { object: object(zone) };
  }),
];
