import { expect, test } from "vitest";
import { importZone } from "./zone-import.state.ts";
import { checkZone } from "./zone-rules.state.ts";

const origin = "example.com";
/** The records of a zone file, name servers of the zone itself included. */
const recordsOf = (file: string) =>
  file.split("\n").flatMap((line) => {
    const { records, leftOut } = importZone(line.replace(/^@ NS/, "top NS"), origin);
    if (leftOut.length > 0) throw new Error(`${line}: ${leftOut[0]?.why}`);
    return records.map((record) => (record.name === "top" ? { ...record, name: "" } : record));
  });
const codesOf = (file: string) => [...new Set(checkZone(recordsOf(file), origin).map(({ code }) => code))];

test("a usual zone has nothing against it", () => {
  const zone = `@ A 203.0.113.7
@ AAAA 2001:db8::7
@ MX 10 mail
@ MX 20 mail.example.net.
@ TXT "v=spf1 mx -all"
@ TXT "site-verification=1"
@ CAA 0 issue "letsencrypt.org"
www CNAME @
*.apps A 203.0.113.8
shop ALIAS pool.example.net.
mail A 203.0.113.9
_dmarc TXT "v=DMARC1; p=reject"
_sip._tcp SRV 10 60 5060 pbx.apps
_443._tcp.www TLSA 3 1 1 ${"ab".repeat(32)}
dept NS ns.dept
ns.dept A 203.0.113.10`;
  expect(checkZone(recordsOf(zone), origin)).toEqual([]);
});

test.each([
  ["two that are the same", "www 60 A 203.0.113.7\nwww 60 A 203.0.113.7", "zone.duplicate"],
  ["a CNAME for the zone itself", "@ CNAME example.net.", "zone.cname_at_top"],
  ["a CNAME beside something else", 'www CNAME a.example.net.\nwww TXT "x"', "zone.cname_beside_others"],
  ["two CNAMEs of one name", "www CNAME a.example.net.\nwww CNAME b.example.net.", "zone.several_cnames"],
  ["an ALIAS beside an address", "www ALIAS a.example.net.\nwww A 203.0.113.7", "zone.alias_beside_addresses"],
  ["two times to live in one answer", "www 60 A 203.0.113.7\nwww 90 A 203.0.113.8", "zone.ttls_differ"],
  ["name servers of the zone itself", "@ NS ns1.example.net.", "zone.name_servers_at_top"],
  ["what nobody is asked for", 'dept NS ns.example.net.\nold.dept TXT "x"', "zone.below_delegation"],
  ["mail for an alias", "@ MX 10 mail\nmail CNAME a.example.net.", "zone.target_is_cname"],
  ["mail for nobody and for somebody", "@ MX 0 .\n@ MX 10 mail.example.net.", "zone.mx_none_beside_others"],
  ["two SPF policies", '@ TXT "v=spf1 -all"\n@ TXT "V=SPF1 mx -all"', "zone.several_spf"],
  ["two DMARC policies", '_dmarc TXT "v=DMARC1; p=none"\n_dmarc TXT "v=DMARC1; p=reject"', "zone.several_dmarc"],
  ["mail for a host that is not there", "@ MX 10 mail", "zone.target_is_missing"],
  ["a service without its name", "sip SRV 10 60 5060 pbx.example.net.", "zone.service_name"],
])("%s is found", (_what, file, code) => {
  expect(codesOf(file)).toEqual([code]);
});
