import { X509Certificate } from "node:crypto";

/** Who issued the first certificate of a chain, as people know them. */
export function issuerOf(chain: string): string {
  const { issuer } = new X509Certificate(chain);
  return /^O=(.+)$/m.exec(issuer)?.[1] ?? /^CN=(.+)$/m.exec(issuer)?.[1] ?? "unknown";
}
