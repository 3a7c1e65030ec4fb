import { z } from "zod";
import type { ChangeSet } from "../../dns/change-set.state.ts";
import type { DnsRecord } from "../../dns/record.state.ts";
import { type Autodns, segment } from "./client.ts";
import { ResourceRecord, rawOf, recordOf } from "./resource-record.ts";

const Found = z.object({ origin: z.string(), virtualNameServer: z.string() });

const Zone = Found.extend({
  dnssec: z.boolean().nullish(),
  soa: z.object({ ttl: z.number().nullish() }).nullish(),
  main: z.object({ address: z.string().nullish(), ttl: z.number().nullish() }).nullish(),
  wwwInclude: z.boolean().nullish(),
  nameServers: z.array(z.object({ name: z.string() })).nullish(),
  resourceRecords: z.array(ResourceRecord).nullish(),
});

export interface ZoneAtProvider {
  origin: string;
  records: DnsRecord[];
  /** Records of types that we do not keep, as they named them. Nobody here changes them. */
  foreign: string[];
  nameServers: string[];
  dnssec: boolean;
}

const ttlUsual = 3600;

/** Zones have no number: they are the name together with the first of their name servers. */
async function find(call: Autodns, origin: string): Promise<z.output<typeof Found> | undefined> {
  const { data } = await call({
    method: "POST",
    path: "/zone/_search",
    body: { filters: [{ key: "name", value: origin, operator: "EQUAL" }], view: { limit: 2, offset: 0 } },
    data: Found,
  });
  return data.find((zone) => zone.origin === origin);
}

export async function readZone(call: Autodns, origin: string): Promise<ZoneAtProvider | undefined> {
  const found = await find(call, origin);
  if (!found) return undefined;
  const path = `/zone/${segment(origin)}/${segment(found.virtualNameServer)}`;
  const [zone] = (await call({ method: "GET", path, data: Zone })).data;
  if (!zone) return undefined;
  const ttl = zone.soa?.ttl || ttlUsual;
  const given = [...mainRecords(zone), ...(zone.resourceRecords ?? [])];
  const read = given.map((record) => ({ record, kept: recordOf(record, origin, ttl) }));
  return {
    origin,
    records: read.flatMap(({ kept }) => kept ?? []),
    foreign: read.filter(({ kept }) => !kept).map(({ record }) => `${record.name ?? ""} ${record.type}`.trim()),
    nameServers: (zone.nameServers ?? []).map(({ name }) => name),
    dnssec: zone.dnssec ?? false,
  };
}

/** What zones that were made elsewhere keep apart: one address for the zone, and for its www where that is wanted. */
function mainRecords({ main, wwwInclude }: z.output<typeof Zone>): ResourceRecord[] {
  if (!main?.address) return [];
  const own: ResourceRecord = { name: "", type: "A", value: main.address, ttl: main.ttl };
  return wwwInclude ? [own, { ...own, name: "www" }] : [own];
}

export interface NewZone {
  origin: string;
  nameServers: readonly string[];
  /** Of the person who answers for the zone. */
  email: string;
}

/** Makes a zone without records. One that is there already stays as it is. */
export async function createZone(call: Autodns, { origin, nameServers, email }: NewZone): Promise<void> {
  if (await find(call, origin)) return;
  await call({
    method: "POST",
    path: "/zone",
    body: {
      origin,
      nameServers: nameServers.map((name) => ({ name })),
      soa: { refresh: 43_200, retry: 7200, expire: 1_209_600, ttl: ttlUsual, email },
      wwwInclude: false,
      action: "COMPLETE",
      resourceRecords: [],
    },
    data: z.unknown(),
  });
}

/** Names only what changes, so that whatever else is in the zone stays. */
export async function changeZone(call: Autodns, origin: string, { adds, removes }: ChangeSet, ctid?: string) {
  const raw = (records: readonly DnsRecord[]) => records.map((record) => ({ raw: rawOf(record, origin) }));
  await call({
    method: "POST",
    path: `/zone/${segment(origin)}/_stream`,
    body: { adds: raw(adds), rems: raw(removes) },
    ...(ctid !== undefined && { ctid }),
    data: z.unknown(),
  });
}

/** Gone is gone: a zone that is not there is as good. */
export async function removeZone(call: Autodns, origin: string): Promise<void> {
  const found = await find(call, origin);
  if (!found) return;
  const path = `/zone/${segment(origin)}/${segment(found.virtualNameServer)}`;
  await call({ method: "DELETE", path, data: z.unknown() });
}
