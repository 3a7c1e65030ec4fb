import { type DataField, ipv6Of, isIpv4 } from "./data-field.state.ts";
import type { Word } from "./octets.state.ts";

/** Parameters of SVCB and HTTPS records (RFC 9460, section 14.3.2), in the order of their numbers. */
const names = ["mandatory", "alpn", "no-default-alpn", "port", "ipv4hint", "ech", "ipv6hint", "dohpath", "ohttp"];
const withoutValue = new Set(["no-default-alpn", "ohttp"]);

const listOf = (value: string, item: (text: string) => string | undefined): string | undefined => {
  const items = value.split(",").map(item);
  return items.every((one) => one !== undefined) ? items.join(",") : undefined;
};

/** Each value as it is written, or undefined when it cannot be one. */
const values: Record<string, (value: string) => string | undefined> = {
  mandatory: (value) => {
    const keys = value.split(",");
    const known = keys.every((key) => key !== "mandatory" && numberOf(key) !== undefined);
    return known && new Set(keys).size === keys.length ? keys.toSorted(byNumber).join(",") : undefined;
  },
  alpn: (value) => listOf(value, (id) => (/^[!#-+\--[\]-~]{1,255}$/.test(id) ? id : undefined)),
  port: (value) => (/^\d{1,5}$/.test(value) && Number(value) <= 65_535 ? String(Number(value)) : undefined),
  ipv4hint: (value) => listOf(value, (address) => (isIpv4(address) ? address : undefined)),
  ipv6hint: (value) => listOf(value, ipv6Of),
  ech: (value) => (/^[A-Za-z0-9+/]+={0,2}$/.test(value) && value.length % 4 === 0 ? value : undefined),
  dohpath: (value) => (/^\/[!#-[\]-~]*\{\?dns\}[!#-[\]-~]*$/.test(value) ? value : undefined),
};

function numberOf(key: string): number | undefined {
  const known = names.indexOf(key);
  if (known !== -1) return known;
  const number = /^key([1-9]\d{0,4})$/.exec(key)?.[1];
  return number !== undefined && Number(number) >= names.length && Number(number) < 65_535 ? Number(number) : undefined;
}

const byNumber = (one: string, other: string): number => (numberOf(one) ?? 0) - (numberOf(other) ?? 0);

/** `alpn="h2"` is two words to a reader of words: the second one belongs to the first. */
function joined(words: readonly Word[]): string[] {
  const parameters: string[] = [];
  for (const { octets, quoted } of words) {
    if (quoted && parameters.at(-1)?.endsWith("=")) parameters.push(`${parameters.pop()}${octets}`);
    else parameters.push(octets);
  }
  return parameters;
}

function parameterOf(written: string): { key: string; text: string } | undefined {
  const equals = written.indexOf("=");
  const key = (equals === -1 ? written : written.slice(0, equals)).toLowerCase();
  if (numberOf(key) === undefined) return undefined;
  if (withoutValue.has(key)) return equals === -1 ? { key, text: key } : undefined;
  const given = equals === -1 ? "" : written.slice(equals + 1);
  const read = values[key];
  // Parameters that came later than this list are kept as they are, as long as they need no escapes.
  const value = read ? read(given) : /^[!#-[\]-~]*$/.test(given) ? given : undefined;
  if (value === undefined) return undefined;
  return { key, text: equals === -1 && !read ? key : `${key}=${value}` };
}

export const serviceParameters: DataField = {
  name: "parameters",
  rest: "optional",
  read(words, _writing, [priority]) {
    if (words.length === 0) return { text: "" };
    if (priority === "0") return { problem: "data.parameter_alias" };
    const read = joined(words).map(parameterOf);
    const known = read.filter((one) => one !== undefined);
    const keys = new Set(known.map(({ key }) => key));
    const mandatory =
      known
        .find(({ key }) => key === "mandatory")
        ?.text.slice("mandatory=".length)
        .split(",") ?? [];
    if (known.length < read.length || keys.size < known.length || !mandatory.every((key) => keys.has(key)))
      return { problem: "data.parameter" };
    if (keys.has("no-default-alpn") && !keys.has("alpn")) return { problem: "data.parameter" };
    return {
      text: known
        .toSorted((one, other) => byNumber(one.key, other.key))
        .map(({ text }) => text)
        .join(" "),
    };
  },
};
