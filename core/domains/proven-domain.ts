import { and, eq, inArray, isNotNull, isNull } from "drizzle-orm";
import type { Tx } from "../kernel/db.ts";
import { DomainError, notFound } from "../kernel/errors.ts";
import type { Id } from "../kernel/id.ts";
import { domain } from "./domain.sql.ts";

/** A domain that counts for its account. */
export async function provenDomain(tx: Tx, domainId: Id<"domain">): Promise<typeof domain.$inferSelect> {
  const [row] = await tx
    .select()
    .from(domain)
    .where(and(eq(domain.id, domainId), isNull(domain.endedAt)));
  if (!row) throw notFound("domain");
  if (row.provenAt === null)
    throw new DomainError("conflict", "domain.unproven", "Show first that this domain is yours: by its record.");
  return row;
}

/** Those that the rest of the world asks about a domain, as they were last seen. */
export async function nameServersOf(tx: Tx, domainId: Id<"domain">): Promise<string[]> {
  const [row] = await tx.select({ nameServers: domain.nameServers }).from(domain).where(eq(domain.id, domainId));
  return [...(row?.nameServers ?? [])];
}

/** As the platform. With whom a domain is registered here tells that itself. */
export async function noteNameServers(tx: Tx, domainId: Id<"domain">, nameServers: readonly string[]): Promise<void> {
  await tx
    .update(domain)
    .set({ nameServers })
    .where(and(eq(domain.id, domainId), eq(domain.registrar, "external")));
}

/** Of each host name of an account, the nearest of its proven domains that the name is, or is below. */
export async function domainsAbove(
  tx: Tx,
  hosts: readonly { accountId: Id<"account">; name: string }[],
): Promise<(Id<"domain"> | null)[]> {
  const above = (name: string) => name.split(".").map((_, from, labels) => labels.slice(from).join("."));
  const names = [...new Set(hosts.flatMap(({ name }) => above(name)))];
  if (names.length === 0) return [];
  const rows = await tx
    .select({ id: domain.id, accountId: domain.accountId, name: domain.name })
    .from(domain)
    .where(and(inArray(domain.name, names), isNotNull(domain.provenAt), isNull(domain.endedAt)));
  return hosts.map(({ accountId, name }) => {
    const own = rows.filter((row) => row.accountId === accountId && above(name).includes(row.name));
    return own.toSorted((one, other) => other.name.length - one.name.length)[0]?.id ?? null;
  });
}
