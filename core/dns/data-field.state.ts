import { asciiName, targetName, type Writing } from "./domain-name.state.ts";
import { quotedOctets, textOf, type Word } from "./octets.state.ts";
import type { RecordProblem } from "./record-problem.state.ts";

export type Read = { text: string } | { problem: RecordProblem };

/** One part of a record's data. What it reads is the one way in which that value is written. */
export interface DataField {
  name: string;
  /** Takes all words that are left, at least one unless it says `optional`. */
  rest?: "some" | "optional";
  /** `before` are the fields in front of it, as they were read. */
  read(words: readonly Word[], writing: Writing, before: readonly string[]): Read;
}

const refused = (problem: RecordProblem): Read => ({ problem });
const first = (words: readonly Word[]): string => words[0]?.octets ?? "";
const ipv4 = /^((25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)(\.(?!$)|$)){4}$/;

export const isIpv4 = (text: string): boolean => ipv4.test(text);

/** As RFC 5952 writes it, or undefined. */
export function ipv6Of(text: string): string | undefined {
  if (!/^[0-9a-f:.]+$/i.test(text) || !text.includes(":") || !URL.canParse(`http://[${text}]`)) return undefined;
  return new URL(`http://[${text}]`).hostname.slice(1, -1);
}

export const addressV4: DataField = {
  name: "address",
  read: (words) => (isIpv4(first(words)) ? { text: first(words) } : refused("data.ipv4")),
};

export const addressV6: DataField = {
  name: "address",
  read(words) {
    const address = ipv6Of(first(words));
    return address === undefined ? refused("data.ipv6") : { text: address };
  },
};

export const number = (name: string, most: number, allowed?: readonly number[]): DataField => ({
  name,
  read(words) {
    const text = first(words);
    const value = Number(text);
    const fits = /^\d{1,5}$/.test(text) && value <= most && (allowed?.includes(value) ?? true);
    return fits ? { text: String(value) } : refused("data.number");
  },
});

/** `root` says what a lone dot is there for: nothing, or nobody. */
export const target = (name: string, labels: "host" | "any", root: "refused" | "allowed" = "refused"): DataField => ({
  name,
  read(words, writing) {
    const written = textOf(first(words));
    if (isIpv4(written) || ipv6Of(written) !== undefined) return refused("data.target_is_address");
    const text = targetName(written, writing, labels);
    return text === undefined || (text === "." && root === "refused") ? refused("data.target") : { text };
  },
});

/** `digits` by the number in the field before it; other numbers take any even count. */
export const hex = (name: string, digits: Readonly<Record<string, number>>): DataField => ({
  name,
  rest: "some",
  read(words, _writing, before) {
    const text = words
      .map(({ octets }) => octets)
      .join("")
      .toLowerCase();
    const wanted = digits[before.at(-1) ?? ""];
    const fits = /^([0-9a-f]{2})+$/.test(text) && (wanted === undefined || text.length === wanted);
    return fits ? { text } : refused("data.hex");
  },
});

const textMax = 255;
/** So that a record fits into an answer. */
const textsMax = 4096;

/** A text longer than a string of a record can be becomes several, which readers put together again. */
export const texts: DataField = {
  name: "text",
  rest: "some",
  read(words) {
    const pieces = words.flatMap(({ octets }) => octets.match(/[\s\S]{1,255}/g) ?? [""]);
    const size = pieces.reduce((sum, piece) => sum + piece.length, 0);
    if (size === 0) return refused("data.text_empty");
    if (size > textsMax || pieces.some((piece) => piece.length > textMax)) return refused("record.too_long");
    return { text: pieces.map(quotedOctets).join(" ") };
  },
};

export const caaTag: DataField = {
  name: "tag",
  read(words) {
    const tag = first(words).toLowerCase();
    return /^[a-z0-9]{1,15}$/.test(tag) ? { text: tag } : refused("data.caa_tag");
  },
};

const issuing = new Set(["issue", "issuewild", "issuemail", "issuevmc"]);
const issuerParameters = /^(\s*[a-z0-9-]+\s*=\s*[!-:<-~]*\s*(;|$))*$/i;

function isIssuer(value: string): boolean {
  const [domain = "", ...parameters] = value.split(";");
  const known = domain.trim() === "" ? value.trim() !== "" : asciiName(domain.trim(), "host") !== undefined;
  return known && issuerParameters.test(parameters.join(";").trim());
}

export const caaValue: DataField = {
  name: "value",
  read(words, _writing, before) {
    const value = first(words);
    const tag = before.at(-1) ?? "";
    if (issuing.has(tag) && !isIssuer(value)) return refused("data.caa_issuer");
    if (tag === "iodef" && !/^(mailto:[^\s@]+@[^\s@]+|https?:\/\/[^\s]+)$/.test(value))
      return refused("data.caa_address");
    return value.length > 1024 ? refused("record.too_long") : { text: quotedOctets(value) };
  },
};
