import {
  addressV4,
  addressV6,
  caaTag,
  caaValue,
  type DataField,
  hex,
  number,
  type Read,
  target,
  texts,
} from "./data-field.state.ts";
import type { Writing } from "./domain-name.state.ts";
import { octetsOf, type Word, wordsOf } from "./octets.state.ts";
import type { RecordType } from "./record-place.state.ts";
import { serviceParameters } from "./service-parameter.state.ts";

const uint16 = 65_535;
const service = [number("priority", uint16), target("target", "any", "allowed"), serviceParameters];

/** What each type of record is made of, in the order in which it is written. */
export const recordTypes = {
  A: [addressV4],
  AAAA: [addressV6],
  ALIAS: [target("target", "any")],
  CNAME: [target("target", "any")],
  MX: [number("preference", uint16), target("exchange", "host", "allowed")],
  TXT: [texts],
  SRV: [
    number("priority", uint16),
    number("weight", uint16),
    number("port", uint16),
    target("target", "host", "allowed"),
  ],
  CAA: [number("flags", 255, [0, 128]), caaTag, caaValue],
  NS: [target("host", "host")],
  PTR: [target("host", "any")],
  TLSA: [number("usage", 3), number("selector", 1), number("matching", 2), hex("certificate", { "1": 64, "2": 128 })],
  SSHFP: [number("algorithm", 6, [1, 2, 3, 4, 6]), number("type", 2, [1, 2]), hex("fingerprint", { "1": 40, "2": 64 })],
  HTTPS: service,
  SVCB: service,
} as const satisfies Record<RecordType, readonly DataField[]>;

export type { RecordType } from "./record-place.state.ts";

export const isRecordType = (text: string): text is RecordType => Object.hasOwn(recordTypes, text);

/**
 * A record's data in the one way in which it is kept: names whole and in ASCII, addresses and numbers at their shortest,
 * texts quoted. A text that a person types without quotes is one text, whatever spaces it has.
 */
export function readData(type: RecordType, written: string, writing: Writing): Read {
  const octets = octetsOf(written.trim());
  const isBareText = type === "TXT" && writing.by === "person" && !octets.startsWith('"');
  const words = isBareText ? [{ octets, quoted: false }] : wordsOf(octets);
  return words === undefined ? { problem: "record.unreadable" } : dataOf(type, words, writing);
}

/** The same for words that have been read already. */
export function dataOf(type: RecordType, words: readonly Word[], writing: Writing): Read {
  const fields: readonly DataField[] = recordTypes[type];
  const before: string[] = [];
  let at = 0;
  for (const field of fields) {
    const taken = words.slice(at, field.rest === undefined ? at + 1 : undefined);
    if (taken.length === 0 && field.rest !== "optional") return { problem: "record.too_few" };
    const read = field.read(taken, writing, before);
    if ("problem" in read) return read;
    if (read.text !== "") before.push(read.text);
    at += taken.length;
  }
  if (at < words.length) return { problem: "record.too_many" };
  if (type === "MX" && before[1] === "." && before[0] !== "0") return { problem: "data.mx_none" };
  return { text: before.join(" ") };
}

/** The parts of data as it is kept, by the names of its fields. */
export function partsOf(type: RecordType, data: string): Record<string, string> {
  const fields: readonly DataField[] = recordTypes[type];
  const words = data.split(" ");
  const last = fields.length - 1;
  return Object.fromEntries(
    fields.map(({ name }, index) => [name, index === last ? words.slice(last).join(" ") : (words[index] ?? "")]),
  );
}
