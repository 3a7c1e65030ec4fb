import { expect, test } from "vitest";
import { randomFrom } from "../kernel/test-random.ts";
import { byPlace, type DnsRecord } from "./record.state.ts";
import { type RecordType, readData, recordTypes } from "./record-type.state.ts";
import { exportZone } from "./zone-export.state.ts";
import { importZone } from "./zone-import.state.ts";

const origin = "example.com";

test("a zone file as name servers write it is read", () => {
  const file = `; a zone
$ORIGIN example.com.
$TTL 1h
@ IN SOA ns1.example.net. hostmaster.example.com. (
      2026112301 ; serial
      1d 2h 4w
      1h )
  IN NS ns1.example.net.
  IN 300 MX 10 mail
     MX 20 mail.example.net.
www 2h IN A 203.0.113.7
    AAAA 2001:db8::7
WWW TXT ( "one; not a comment"
          two ) ; a comment
$ORIGIN sub.example.com.
@ CNAME www.example.com.
deep IN A 203.0.113.8
*.wild A 203.0.113.9
`;
  expect(importZone(file, origin)).toEqual({
    records: [
      { name: "", type: "MX", ttl: 300, data: "10 mail.example.com." },
      { name: "", type: "MX", ttl: 3600, data: "20 mail.example.net." },
      { name: "www", type: "A", ttl: 7200, data: "203.0.113.7" },
      { name: "www", type: "AAAA", ttl: 3600, data: "2001:db8::7" },
      { name: "www", type: "TXT", ttl: 3600, data: '"one; not a comment" "two"' },
      { name: "sub", type: "CNAME", ttl: 3600, data: "www.example.com." },
      { name: "deep.sub", type: "A", ttl: 3600, data: "203.0.113.8" },
      { name: "*.wild.sub", type: "A", ttl: 3600, data: "203.0.113.9" },
    ],
    leftOut: [
      { line: 4, why: "import.start_of_authority" },
      { line: 8, why: "import.name_servers_at_top" },
    ],
  });
});

test.each([
  ["$INCLUDE /etc/passwd", "import.directive"],
  ["$GENERATE 1-999999 host$ A 203.0.113.$", "import.directive"],
  ["$ORIGIN a..b", "import.directive"],
  ["www CH TXT x", "import.class"],
  ["www.example.net. A 203.0.113.7", "import.outside"],
  ["www A 203.0.113.700", "data.ipv4"],
  ["www HINFO a b", "record.type"],
  ["www RRSIG A 8 2 3600 x", "import.signatures"],
  ["a..b A 203.0.113.7", "record.name"],
  ['www TXT "open', "import.unreadable"],
  ["www TXT ( open", "import.unreadable"],
  ["www A 203.0.113.7 )", "import.unreadable"],
  ["  A 203.0.113.7", "import.unreadable"],
])("%j is left out with its reason, and the next line is read", (line, why) => {
  const file = line.includes("(") ? line : `${line}\nnext A 203.0.113.1`;
  const { records, leftOut } = importZone(file, origin);
  expect(leftOut).toEqual([{ line: 1, why }]);
  if (file !== line) expect(records).toMatchObject([{ data: "203.0.113.1" }]);
});

test("what is there twice is taken once", () => {
  const { records, leftOut } = importZone("a A 203.0.113.7\nA 60m IN A 203.0.113.7", origin);
  expect(records).toHaveLength(1);
  expect(leftOut).toEqual([{ line: 2, why: "import.twice" }]);
});

test("whatever a zone holds comes back from its file as it was", () => {
  const random = randomFrom(3);
  const one = <T>(of: readonly T[]): T => of[Math.floor(random() * of.length)] as T; // None of the lists is empty.
  const samples: Record<RecordType, readonly string[]> = {
    A: ["203.0.113.7", "203.0.113.8"],
    AAAA: ["2001:db8::7"],
    ALIAS: ["pool.example.net."],
    CNAME: ["www.example.com.", "a._domainkey.example.net."],
    MX: ["10 mail.example.net.", "0 ."],
    TXT: ['plain; with ( signs ) and "quotes"', "\\ \n \t é", "k".repeat(600)],
    SRV: ["10 60 5060 sip.example.net."],
    CAA: ['0 issue "letsencrypt.org; a=b"', '128 issue ";"'],
    NS: ["ns.example.net."],
    PTR: ["host.example.net."],
    TLSA: [`3 1 1 ${"ab".repeat(32)}`],
    SSHFP: [`4 2 ${"ab".repeat(32)}`],
    HTTPS: ["1 . alpn=h2,h3 ech=AAAA", "0 pool.example.net."],
    SVCB: ["1 . mandatory=port port=53 dohpath=/q{?dns}", "2 a.example.net. key65000=x"],
  };
  for (let round = 0; round < 200; round++) {
    const records = Array.from({ length: Math.floor(random() * 20) }, (_, index): DnsRecord => {
      const type = one(Object.keys(recordTypes) as RecordType[]);
      const read = readData(type, one(samples[type]), { origin, by: "person" });
      if ("problem" in read) throw new Error(`${type}: ${read.problem}`);
      return {
        name: `${one(["", "www.", "*.", "_443._tcp."])}n${index}`,
        type,
        ttl: one([60, 3600, 86_400]),
        data: read.text,
      };
    });
    const { records: back, leftOut } = importZone(exportZone(records, origin), origin);
    expect(leftOut).toEqual([]);
    expect(back).toEqual(records.toSorted(byPlace));
  }
});

test("any text at all is read to its end, and says of every line what became of it", () => {
  const random = randomFrom(4);
  const pieces = [
    "@",
    " ",
    "\n",
    "\t",
    "(",
    ")",
    '"',
    "\\",
    ";",
    "IN",
    "A",
    "TXT",
    "203.0.113.7",
    "$TTL",
    "$ORIGIN",
    "1h",
    "\u0000",
    "é",
    "*",
  ];
  for (let round = 0; round < 2000; round++) {
    const file = Array.from({ length: 30 }, () => pieces[Math.floor(random() * pieces.length)]).join(
      random() < 0.5 ? " " : "",
    );
    for (const { name, data } of importZone(file, origin).records) expect(`${name}${data}`).toMatch(/^[ -~]*$/);
  }
});
