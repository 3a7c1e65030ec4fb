import { isIPv6 } from "node:net";
import type { Client } from "#core/kernel/operation.ts";

const userAgentMax = 300;

/** What a request says of the machine that it comes from. */
export const clientOf = (
  headers: Headers,
  tokens: Pick<Client, "session" | "device" | "signIn" | "passkey">,
): Client => ({
  address: callerAddress(headers).slice(0, 64),
  userAgent: (headers.get("user-agent") ?? "").slice(0, userAgentMax),
  ...tokens,
});

/**
 * The address a request came from. CloudFront writes its header itself; without it the last hop of X-Forwarded-For is
 * the one that our own gateway added. Earlier hops are what the caller claims.
 */
export function callerAddress(headers: Headers): string {
  const viewer = headers.get("cloudfront-viewer-address");
  if (viewer !== null) return viewer.slice(0, viewer.lastIndexOf(":")).replace(/^\[(.*)\]$/, "$1");
  return headers.get("x-forwarded-for")?.split(",").at(-1)?.trim() ?? "unknown";
}

/** Groups of an IPv6 address that whoever has a line is given whole: 2^64 addresses to come from. */
const networkGroups = 4;

/** What is counted as one place that requests come from: an IPv4 address, and of IPv6 the /64. */
export function networkOf(address: string): string {
  if (!isIPv6(address)) return address;
  const [head = "", tail] = new URL(`http://[${address.split("%")[0]}]`).hostname.slice(1, -1).split("::");
  const before = head === "" ? [] : head.split(":");
  const after = tail === undefined || tail === "" ? [] : tail.split(":");
  const groups = [...before, ...Array<string>(8 - before.length - after.length).fill("0"), ...after];
  const [mapped, high = "0", low = "0"] = [groups.slice(0, 6).join(":"), ...groups.slice(6)];
  if (mapped === "0:0:0:0:0:ffff") {
    const [upper, lower] = [Number.parseInt(high, 16), Number.parseInt(low, 16)];
    return [upper >> 8, upper & 255, lower >> 8, lower & 255].join(".");
  }
  return `${groups.slice(0, networkGroups).join(":")}::/64`;
}
