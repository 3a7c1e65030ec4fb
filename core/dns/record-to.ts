import { isIP } from "node:net";
import type { DnsRecord } from "./record.state.ts";

const ttl = 3600;

/** What has a name of a zone lead to a host, which is a name or an address. The root of a zone takes no CNAME. */
export function recordTo(target: string, name: string): DnsRecord {
  const family = isIP(target);
  if (family === 4) return { name, type: "A", ttl, data: target };
  if (family === 6) return { name, type: "AAAA", ttl, data: target };
  return { name, type: name === "" ? "ALIAS" : "CNAME", ttl, data: `${target}.` };
}
