import { isIP } from "node:net";
import { domainToUnicode } from "node:url";
import type { Addresses } from "./ports.ts";

/**
 * Below them everybody may register a name, so nobody has them. What is not listed, nobody can prove to have either: these are
 * the most usual, known where a name is typed. Whoever decides something by them asks the whole list: `registrableName`.
 */
const publicSuffixes = new Set([
  ...[
    "co.uk",
    "org.uk",
    "me.uk",
    "ltd.uk",
    "plc.uk",
    "net.uk",
    "ac.uk",
    "gov.uk",
    "nhs.uk",
    "com.au",
    "net.au",
    "org.au",
  ],
  ...["co.nz", "org.nz", "net.nz", "co.za", "co.jp", "or.jp", "ne.jp", "ac.jp", "com.br", "net.br", "org.br", "com.cn"],
  ...[
    "net.cn",
    "org.cn",
    "com.tr",
    "com.mx",
    "com.ar",
    "com.sg",
    "com.hk",
    "com.tw",
    "co.kr",
    "co.in",
    "co.il",
    "co.at",
  ],
  ...["or.at", "com.pl", "net.pl", "org.pl", "com.ua", "com.es", "co.id", "com.my", "com.ph", "com.vn", "co.th"],
]);
/** Whether names are registered below it, as far as is known: an ending of the Internet, or one that is listed here. */
export const isPublicSuffix = (name: string): boolean => !name.includes(".") || publicSuffixes.has(name);

/** Names that mean something inside networks and nothing between them. */
const special = new Set("localhost local internal invalid test example arpa onion lan home corp".split(" "));

const within = (name: string, domain: string): boolean => name === domain || name.endsWith(`.${domain}`);

/** As DNS has it, or why it cannot be a host name of somebody's. */
export function hostNameOf(written: string, addresses: Addresses): { name: string } | { problem: string } {
  const text = written.trim().toLowerCase().replace(/\.$/, "");
  const unfit = { problem: "Enter a name such as www.example.com." };
  if (/[\s/@:?#\\%*[\]]/.test(text) || !URL.canParse(`http://${text}`)) return unfit;
  const name = new URL(`http://${text}`).hostname;
  if (isIP(name) !== 0) return { problem: "This is an address of a machine. Enter a name such as www.example.com." };
  const labels = name.split(".");
  if (name.length > 253 || !labels.every((label) => /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/.test(label))) return unfit;
  if (labels.length < 2 || !/^[a-z]/.test(labels.at(-1) ?? "")) return unfit;
  if (special.has(labels.at(-1) ?? "")) return { problem: "This name leads nowhere on the Internet." };
  if (publicSuffixes.has(name)) return { problem: "Names are registered below this one; it is nobody's own." };
  const ours = [addresses.sitesDomain, new URL(addresses.publicUrl).hostname];
  if (ours.some((domain) => within(name, domain) || within(domain, name)))
    return { problem: "This name is ours. Websites get theirs below it when they are ordered." };
  return { name };
}

/** As people write it. */
export const shownHost = (name: string): string => domainToUnicode(name) || name;
