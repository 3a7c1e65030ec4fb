import { z } from "zod";
import * as Dns from "../../dns/index.ts";
import { Id } from "../../kernel/id.ts";
import { query } from "../../kernel/operation.ts";
import { findingCodes, type PreFlightFinding, type RecordToSet } from "./finding.state.ts";

/** What leads a name somewhere. */
const leading: ReadonlySet<string> = new Set(["A", "AAAA", "ALIAS", "CNAME"]);
const addressed: ReadonlySet<string> = new Set([
  "certificate.no_address",
  "certificate.address_elsewhere",
  "certificate.name_loop",
]);

/** What would put a finding right in the DNS: by a change of our own zone, or by hand where the domain's DNS is. */
export const remedy = query({
  name: "certificate.remedy",
  input: z.object({
    accountId: Id("account"),
    code: z.enum(findingCodes),
    name: z.string(),
    found: z.string().nullable(),
    identity: z.string().optional(),
    /** Where the name's website is. */
    host: z.string().nullable(),
  }),
  allow: { system: true },
  async run({ tx }, { accountId, host, identity, ...finding }): Promise<PreFlightFinding> {
    const { code, name, found } = finding;
    const nothing = { ...finding, removes: [], adds: [], zoneId: null, until: null };
    const [owner, adds] = wantedOf({ code, name, found, host, identity });
    if (owner === undefined) return nothing;
    const zone = await Dns.zoneFor(tx, accountId, owner);
    const stale = code === "certificate.ipv6_elsewhere" && found !== null ? [{ name, type: "AAAA", data: found }] : [];
    if (zone?.hosted !== "rookery") return { ...nothing, adds, removes: stale };
    const held = (await Dns.recordsOf(tx, zone.id)).map((record) => ({
      ...{ type: record.type, data: record.data, owner: record.owner },
      name: record.name === "" ? zone.name : `${record.name}.${zone.name}`,
    }));
    const isSame = (one: RecordToSet) => (other: RecordToSet) =>
      one.name === other.name && one.type === other.type && one.data === other.data;
    const going =
      code === "certificate.ipv6_elsewhere"
        ? held.filter((record) => stale.some(isSame(record)))
        : held.filter(
            (record) =>
              addressed.has(code) && record.name === owner && leading.has(record.type) && !adds.some(isSame(record)),
          );
    // What Rookery put there itself is on its way, and not for people to change.
    if (going.some((record) => record.owner !== null)) return nothing;
    const coming = adds.filter((record) => !held.some(isSame(record)));
    const removes = going.map(({ name: own, type, data }) => ({ name: own, type, data }));
    return { ...nothing, removes, adds: coming, zoneId: zone.id };
  },
});

/** The name whose records are wrong, and those that it should have. */
function wantedOf(asked: {
  code: PreFlightFinding["code"];
  name: string;
  found: string | null;
  host: string | null;
  identity: string | undefined;
}): readonly [string | undefined, RecordToSet[]] {
  const { code, name, found, host, identity } = asked;
  if (code === "certificate.ipv6_elsewhere") return [name, []];
  if (addressed.has(code) && host !== null) {
    // A name elsewhere may be the top of its zone, which takes an address alone; ours says which it is.
    const { type, data } = Dns.recordTo(host, "name");
    return [name, [{ name, type, data }]];
  }
  if (code !== "certificate.caa_forbids" || identity === undefined || found === null) return [undefined, []];
  const tag = name.startsWith("*.") ? "issuewild" : "issue";
  return [found, [{ name: found, type: "CAA", data: `0 ${tag} "${identity}"` }]];
}
