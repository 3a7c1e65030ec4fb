import { asciiName, ownerName, wholeName } from "./domain-name.state.ts";
import { textOf, type Word } from "./octets.state.ts";
import { type DnsRecord, recordKey, ttlRange } from "./record.state.ts";
import type { RecordProblem } from "./record-problem.state.ts";
import { dataOf, isRecordType } from "./record-type.state.ts";
import { entriesOf, originOf, ttlOf, type ZoneFileEntry } from "./zone-file.state.ts";

/** Why a line of a zone file is not taken over. The first ones are as it should be; the others need a look. */
export type LeftOut =
  | "import.start_of_authority"
  | "import.name_servers_at_top"
  | "import.signatures"
  | "import.twice"
  | "import.unreadable"
  | "import.directive"
  | "import.class"
  | "import.outside"
  | RecordProblem;

export interface ZoneImport {
  records: DnsRecord[];
  leftOut: { line: number; why: LeftOut }[];
}

const ttlUsual = 3600;
const classes = new Set(["IN", "CH", "HS", "CS"]);
/** What a provider that signs the zone makes by itself. */
const signatures = new Set(["RRSIG", "NSEC", "NSEC3", "NSEC3PARAM", "DNSKEY", "CDS", "CDNSKEY"]);

interface State {
  /** The zone that is read into. */
  zone: string;
  /** What names are relative to. */
  origin: string;
  owner: string | undefined;
  ttl: number;
}

/** `$ORIGIN` and `$TTL` change what follows; files of others and lines made by counting are not for us to fetch or make. */
function direct(state: State, words: readonly Word[]): boolean {
  const [name = "", value = ""] = words.map(({ octets }) => octets);
  const ttl = ttlOf(value);
  const origin = originOf(value, state.origin);
  if (name.toUpperCase() === "$TTL" && ttl !== undefined) state.ttl = ttl;
  else if (name.toUpperCase() === "$ORIGIN" && origin !== undefined) state.origin = origin;
  else return false;
  return true;
}

/** A TTL and a class stand before the type, in either order, or not at all. */
function beforeType(words: readonly Word[]): { ttl?: number; class: string; rest: readonly Word[] } {
  const read: { ttl?: number; class: string } = { class: "IN" };
  let at = 0;
  for (; at < words.length; at++) {
    const text = (words[at]?.octets ?? "").toUpperCase();
    const ttl = ttlOf(text);
    if (classes.has(text)) read.class = text;
    else if (ttl !== undefined && read.ttl === undefined) read.ttl = ttl;
    else break;
  }
  return { ...read, rest: words.slice(at) };
}

/** Kept within what we serve rather than refused: a TTL is a wish. */
const ttlWithin = (ttl: number) => Math.min(Math.max(ttl, ttlRange.least), ttlRange.most);

function recordOf(state: State, { words, continues }: ZoneFileEntry): { record: DnsRecord } | { why: LeftOut } {
  const own = continues ? state.owner : textOf(words[0]?.octets ?? "");
  if (own === undefined) return { why: "import.unreadable" };
  const whole = own === "@" ? state.origin : own.endsWith(".") ? own : wholeName(own, state.origin);
  state.owner = whole.endsWith(".") ? whole : `${whole}.`;
  const { ttl, class: kind, rest } = beforeType(continues ? words : words.slice(1));
  const type = (rest[0]?.octets ?? "").toUpperCase();
  const writing = { origin: state.zone, by: "file" } as const;
  const name = ownerName(state.owner, writing);
  if (kind !== "IN") return { why: "import.class" };
  if (name === undefined)
    return { why: asciiName(state.owner.replace(/^\*\./, "")) === undefined ? "record.name" : "import.outside" };
  if (type === "SOA") return { why: "import.start_of_authority" };
  if (signatures.has(type)) return { why: "import.signatures" };
  if (type === "NS" && name === "") return { why: "import.name_servers_at_top" };
  if (!isRecordType(type)) return { why: "record.type" };
  const data = dataOf(type, rest.slice(1), { ...writing, origin: state.origin });
  if ("problem" in data) return { why: data.problem };
  return { record: { name, type, ttl: ttlWithin(ttl ?? state.ttl), data: data.text } };
}

/** What a zone file of any provider says about this zone. Nothing is lost without a word: what is left out is named by line. */
export function importZone(file: string, zone: string): ZoneImport {
  const state: State = { zone, origin: zone, owner: undefined, ttl: ttlUsual };
  const records = new Map<string, DnsRecord>();
  const leftOut: ZoneImport["leftOut"] = [];
  for (const entry of entriesOf(file)) {
    const { line, words } = entry;
    const leave = (why: LeftOut) => void leftOut.push({ line, why });
    if (words.length === 0) leave("import.unreadable");
    else if (!entry.continues && words[0]?.octets.startsWith("$")) {
      if (!direct(state, words)) leave("import.directive");
    } else {
      const read = recordOf(state, entry);
      if ("why" in read) leave(read.why);
      else if (records.has(recordKey(read.record))) leave("import.twice");
      else records.set(recordKey(read.record), read.record);
    }
  }
  return { records: [...records.values()], leftOut };
}
