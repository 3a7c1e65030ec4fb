import type { StoredRecord, Zone } from "./tables.ts";

const isAddress = ({ type }: StoredRecord) => type === "A" || type === "AAAA";

/** What an ALIAS answers: the addresses that its target has among the zones that are served here. */
function addressesOf({ name, ttl, data }: StoredRecord, zones: readonly Zone[]): StoredRecord[] {
  const zone = zones.find(({ id }) => data === `${id}.` || data.endsWith(`.${id}.`));
  if (!zone) return [];
  const target = data === `${zone.id}.` ? "" : data.slice(0, -(zone.id.length + 2));
  return zone.records
    .filter((record) => record.name === target && isAddress(record))
    .map((record) => ({ ...record, name, ttl }));
}

function servedRecords(zone: Zone, zones: readonly Zone[]): StoredRecord[] {
  const { main, wwwInclude, soa } = zone;
  const own = { type: "A", ttl: main?.ttl ?? soa.ttl, data: main?.address ?? "" };
  return [
    ...(main ? [{ ...own, name: "" }, ...(wwwInclude ? [{ ...own, name: "www" }] : [])] : []),
    ...zone.nameServers.map((server) => ({ name: "", type: "NS", ttl: soa.ttl, data: `${server}.` })),
    ...zone.records.flatMap((record) => (record.type === "ALIAS" ? addressesOf(record, zones) : [record])),
  ];
}

/** A zone as a name server loads it. */
export function zoneText(zone: Zone, zones: readonly Zone[]): string {
  const { soa, serial, nameServers } = zone;
  const [local = "hostmaster", domain = zone.id] = soa.email.split("@");
  const mailbox = `${local.replaceAll(".", "\\.")}.${domain}.`;
  const times = [serial, soa.refresh, soa.retry, soa.expire, soa.ttl].join(" ");
  const lines = servedRecords(zone, zones).map(({ name, ttl, type, data }) =>
    [name === "" ? "@" : name, ttl, "IN", type, data].join(" "),
  );
  return [`$ORIGIN ${zone.id}.`, `@ ${soa.ttl} IN SOA ${nameServers[0]}. ${mailbox} ${times}`, ...lines, ""].join("\n");
}
