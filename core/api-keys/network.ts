import { BlockList, isIPv4, isIPv6 } from "node:net";
import { z } from "zod";

interface Range {
  address: string;
  family: "ipv4" | "ipv6";
  bits: number;
}

/** An address or a range of addresses: `203.0.113.7`, `203.0.113.0/24`, `2001:db8::/48`. */
function rangeOf(text: string): Range | undefined {
  const [, address = "", given] = /^([0-9a-f.:]{2,45})(?:\/(\d{1,3}))?$/i.exec(text) ?? [];
  const family = isIPv4(address) ? "ipv4" : isIPv6(address) ? "ipv6" : undefined;
  if (family === undefined) return undefined;
  const most = family === "ipv4" ? 32 : 128;
  const bits = given === undefined ? most : Number(given);
  return bits > most ? undefined : { address, family, bits };
}

/** An IPv4 address within IPv6: requests come from it as IPv4, so a range of such would never match. */
const isMapped = ({ address, family }: Range): boolean => family === "ipv6" && /^::ffff:|\./i.test(address);

/** One entry of a list of addresses from which something is allowed, with its length: `203.0.113.7/32`. */
export const Network = z
  .string()
  .trim()
  .toLowerCase()
  .transform((text, { addIssue }) => {
    const range = rangeOf(text);
    const wrong =
      range === undefined
        ? "Enter an address such as 203.0.113.7 or a range such as 203.0.113.0/24 or 2001:db8::/48."
        : range.bits === 0
          ? "This is every address. Leave the list empty to allow all of them."
          : isMapped(range)
            ? "Enter an IPv4 address as such: 203.0.113.7."
            : undefined;
    if (range === undefined || wrong !== undefined) {
      addIssue({ code: "custom", message: wrong ?? "" });
      return z.NEVER;
    }
    return `${range.address}/${range.bits}`;
  });

/** Whether a list allows an address. One that is empty allows every address; no list allows what is not one. */
export function allows(networks: readonly string[], address: string): boolean {
  if (networks.length === 0) return true;
  const family = isIPv4(address) ? "ipv4" : isIPv6(address) ? "ipv6" : undefined;
  if (family === undefined) return false;
  const list = new BlockList();
  for (const text of networks) {
    const range = rangeOf(text);
    if (range !== undefined) list.addSubnet(range.address, range.bits, range.family);
  }
  return list.check(address, family);
}
