import { describe, expect, test } from "vitest";
import { randomFrom } from "../kernel/test-random.ts";
import { ownerName } from "./domain-name.state.ts";
import { readRecord } from "./record.state.ts";
import { recordProblem } from "./record-problem.state.ts";
import { partsOf, type RecordType, readData, recordTypes } from "./record-type.state.ts";

const typed = { origin: "example.com", by: "person" } as const;
const filed = { origin: "example.com", by: "file" } as const;
const dataOf = (type: string, data: string) => {
  const read = readRecord({ name: "www", type, ttl: 3600, data }, typed);
  return "record" in read ? read.record.data : read.problem;
};

describe("a record's data", () => {
  test.each([
    ["A", "203.0.113.7", "203.0.113.7"],
    ["AAAA", "2001:DB8:0:0:0:0:0:7", "2001:db8::7"],
    ["CNAME", "Shop.Example.NET", "shop.example.net."],
    ["CNAME", "shop", "shop.example.com."],
    ["CNAME", "@", "example.com."],
    ["CNAME", "key._domainkey.mail.example.net.", "key._domainkey.mail.example.net."],
    ["ALIAS", "bücher.example", "xn--bcher-kva.example."],
    ["MX", "010 mail.example.net", "10 mail.example.net."],
    ["MX", "0 .", "0 ."],
    ["TXT", "v=spf1 include:_spf.example.net -all", '"v=spf1 include:_spf.example.net -all"'],
    ["TXT", '"one" "two"', '"one" "two"'],
    ["TXT", '"a \\"quote\\" and \\\\ and \\009"', '"a \\"quote\\" and \\\\ and \\009"'],
    ["TXT", "Grüße", '"Gr\\195\\188\\195\\159e"'],
    ["TXT", "k".repeat(300), `"${"k".repeat(255)}" "${"k".repeat(45)}"`],
    ["SRV", "10  60 5060 sip.example.net", "10 60 5060 sip.example.net."],
    ["CAA", "0 ISSUE letsencrypt.org", '0 issue "letsencrypt.org"'],
    ["CAA", '128 issuewild ";"', '128 issuewild ";"'],
    [
      "CAA",
      '0 issue "letsencrypt.org; validationmethods=dns-01"',
      '0 issue "letsencrypt.org; validationmethods=dns-01"',
    ],
    ["CAA", '0 iodef "mailto:security@example.com"', '0 iodef "mailto:security@example.com"'],
    ["NS", "ns1.example.net", "ns1.example.net."],
    ["PTR", "host.example.net", "host.example.net."],
    ["TLSA", `3 1 1 ${"AB".repeat(16)} ${"cd".repeat(16)}`, `3 1 1 ${"ab".repeat(16)}${"cd".repeat(16)}`],
    ["SSHFP", `4 2 ${"0f".repeat(32)}`, `4 2 ${"0f".repeat(32)}`],
    ["HTTPS", '1 . port=8443 alpn="h3,h2"', "1 . alpn=h3,h2 port=8443"],
    ["HTTPS", "0 pool.example.net", "0 pool.example.net."],
    [
      "SVCB",
      "16 foo.example.org mandatory=ipv4hint,alpn alpn=h2 ipv4hint=192.0.2.1",
      "16 foo.example.org. mandatory=alpn,ipv4hint alpn=h2 ipv4hint=192.0.2.1",
    ],
  ])("%s %s is kept as %s, and that as itself", (type, written, kept) => {
    expect(dataOf(type, written)).toBe(kept);
    expect(readData(type as RecordType, kept, typed)).toEqual({ text: kept });
    expect(readData(type as RecordType, kept, filed)).toEqual({ text: kept });
  });

  test.each([
    ["A", "203.0.113", "data.ipv4"],
    ["A", "203.0.113.256", "data.ipv4"],
    ["A", "203.0.113.07", "data.ipv4"],
    ["A", "203.0.113.7.", "data.ipv4"],
    ["A", "203.0.113.7 203.0.113.8", "record.too_many"],
    ["A", "", "record.too_few"],
    ["AAAA", "fe80::1%eth0", "data.ipv6"],
    ["AAAA", "203.0.113.7", "data.ipv6"],
    ["CNAME", "203.0.113.7", "data.target_is_address"],
    ["CNAME", "2001:db8::7", "data.target_is_address"],
    ["CNAME", "https://example.net/", "data.target"],
    ["CNAME", "a..example.net", "data.target"],
    ["CNAME", `${"a".repeat(64)}.example.net`, "data.target"],
    ["CNAME", ".", "data.target"],
    ["MX", "mail.example.net", "data.number"],
    ["MX", "10 -mail.example.net", "data.target"],
    ["MX", "10 _mail.example.net", "data.target"],
    ["MX", "10 .", "data.mx_none"],
    ["MX", "65536 mail.example.net", "data.number"],
    ["TXT", '"', "record.unreadable"],
    ["TXT", '"open', "record.unreadable"],
    ["TXT", '"\\999"', "record.unreadable"],
    ["TXT", '""', "data.text_empty"],
    ["TXT", "k".repeat(4097), "record.too_long"],
    ["SRV", "10 60 sip.example.net", "data.number"],
    ["CAA", "1 issue letsencrypt.org", "data.number"],
    ["CAA", '0 issue "not a domain"', "data.caa_issuer"],
    ["CAA", '0 issue ""', "data.caa_issuer"],
    ["CAA", "0 iodef security@example.com", "data.caa_address"],
    ["TLSA", "3 1 1 abcd", "data.hex"],
    ["TLSA", "3 1 1 ", "record.too_few"],
    ["SSHFP", `5 2 ${"0f".repeat(32)}`, "data.number"],
    ["SSHFP", `4 2 ${"0f".repeat(20)}`, "data.hex"],
    ["HTTPS", "0 pool.example.net alpn=h2", "data.parameter_alias"],
    ["HTTPS", "1 . port=99999", "data.parameter"],
    ["HTTPS", "1 . alpn=h2 alpn=h3", "data.parameter"],
    ["HTTPS", "1 . mandatory=port alpn=h2", "data.parameter"],
    ["HTTPS", "1 . no-default-alpn", "data.parameter"],
    ["HTTPS", "1 . key65535=x", "data.parameter"],
    ["DS", "1 8 2 abcd", "record.type"],
    ["toString", "x", "record.type"],
  ])("%s %j is refused: %s", (type, written, problem) => {
    expect(dataOf(type, written)).toBe(problem);
    for (const language of ["en", "de"] as const) expect(recordProblem(problem as never, language)).toMatch(/\.$/);
  });

  test("is one line of printable characters, and keeps its meaning, whatever is typed", () => {
    const random = randomFrom(7);
    const pieces = [
      " ",
      '"',
      "\\",
      ";",
      "(",
      ")",
      "\n",
      "\r",
      "\u0000",
      "é",
      "💥",
      "a",
      "0",
      ".",
      "@",
      "*",
      "%",
      "$",
      "{{",
      "=",
      ",",
    ];
    const any = () => pieces[Math.floor(random() * pieces.length)] ?? "";
    for (let round = 0; round < 3000; round++) {
      const types = Object.keys(recordTypes) as RecordType[];
      const type = types[round % types.length] as RecordType;
      const start = ["", "10 ", "1 . ", '0 issue "', "example.net", '"x'][Math.floor(random() * 6)];
      const written = `${start}${Array.from({ length: 1 + Math.floor(random() * 8) }, any).join("")}`;
      const read = readData(type, written, typed);
      if ("problem" in read) continue;
      expect(read.text, written).toMatch(/^[ -~]+$/);
      expect(readData(type, read.text, filed), written).toEqual(read);
    }
  });

  test("is told apart by its fields", () => {
    expect(partsOf("SRV", "10 60 5060 sip.example.net.")).toEqual({
      priority: "10",
      weight: "60",
      port: "5060",
      target: "sip.example.net.",
    });
    expect(partsOf("TXT", '"one two" "three"')).toEqual({ text: '"one two" "three"' });
    expect(partsOf("HTTPS", "0 pool.example.net.")).toEqual({
      priority: "0",
      target: "pool.example.net.",
      parameters: "",
    });
  });
});

describe("a record's name", () => {
  test.each([
    ["@", ""],
    ["", ""],
    ["example.com", ""],
    ["example.com.", ""],
    ["www", "www"],
    ["WWW.Example.com", "www"],
    ["*", "*"],
    ["*.shop", "*.shop"],
    ["*.example.com.", "*"],
    ["_dmarc", "_dmarc"],
    ["_443._tcp.www", "_443._tcp.www"],
    ["bücher", "xn--bcher-kva"],
    ["other.example.net", "other.example.net"],
  ])("%j is %j", (written, name) => {
    expect(ownerName(written, typed)).toBe(name);
  });

  test.each([
    "other.example.net.",
    "a..b",
    ".a",
    "-a",
    "a-",
    "a b",
    "a*b",
    "a.*",
    "**",
    "a/b",
    "a%2eb",
    "a\\046b",
    "a\nb",
    "x".repeat(64),
    `${"a.".repeat(122)}a`,
    "xn--zzzzzz--",
  ])("%j is none", (written) => {
    expect(ownerName(written, typed)).toBeUndefined();
  });

  test("in a file is whole only with a dot at its end", () => {
    expect(ownerName("www.example.com", filed)).toBe("www.example.com");
    expect(ownerName("www.example.com.", filed)).toBe("www");
  });
});

test.each([59, 604_801, 3600.5, Number.NaN])("a time to live of %d seconds is refused", (ttl) => {
  expect(readRecord({ name: "", type: "A", ttl, data: "203.0.113.7" }, typed)).toEqual({
    problem: "record.ttl",
    field: "ttl",
  });
});
