import { Resolver } from "node:dns/promises";
import { DomainError } from "#core/kernel/errors.ts";
import type { Ports } from "#core/kernel/operation.ts";
import "#core/sso/ports.ts";

const timeoutMs = 3_000;
/** What the name server says when there is nothing to say. */
const absent = new Set(["ENOTFOUND", "ENODATA"]);

/** Asks the machine's own name servers, or those that are given. */
export function txtRecords(servers?: readonly string[]): Ports["txtRecords"] {
  return {
    async of(name) {
      const resolver = new Resolver({ timeout: timeoutMs, tries: 2 });
      if (servers) resolver.setServers(servers);
      try {
        return (await resolver.resolveTxt(name)).map((parts) => parts.join(""));
      } catch (cause) {
        if (absent.has(String((cause as { code?: unknown }).code))) return [];
        const message = "The name servers do not answer. Try again in a moment.";
        throw new DomainError("unavailable", "sso.dns_unavailable", message, { cause });
      }
    },
  };
}
