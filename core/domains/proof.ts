import { and, eq, isNull } from "drizzle-orm";
import { z } from "zod";
import * as Accounts from "../accounts/index.ts";
import * as Identity from "../identity/index.ts";
import type { Tx } from "../kernel/db.ts";
import { DomainError, notFound, violates } from "../kernel/errors.ts";
import { Id } from "../kernel/id.ts";
import { lookNow, start } from "../kernel/long-operation/plan.ts";
import { command, query } from "../kernel/operation.ts";
import { domain } from "./domain.sql.ts";
import { mayManage } from "./domain.state.ts";
import { lock, toDomain } from "./domain.ts";
import { provePlan } from "./proof-plan.ts";
import { proofOf } from "./proof-record.ts";

const byDomain = z.object({ domainId: Id("domain") });

/** Looks for the record now, and goes on looking until it is there. */
export const prove = command({
  name: "domain.prove",
  input: byDomain,
  allow: mayManage,
  async run({ tx, ctx }, { domainId }) {
    const row = await lock(tx, domainId);
    if (proofOf(row) === null) throw new DomainError("conflict", "domain.proven", "This domain is shown to be yours.");
    const looking = await lookNow(tx, { subject: domainId, kind: provePlan.kind }, ctx.now());
    const event = looking ?? (await start(tx, ctx, provePlan, { subject: domainId, accountId: row.accountId })).event;
    return {
      value: toDomain(row),
      audit: { target: domainId, accountId: row.accountId, after: { name: row.name } },
      events: [event],
    };
  },
});

/** What its name servers are to be asked for; null when it is proven already. */
export const toProve = query({
  name: "domain.to_prove",
  input: byDomain,
  allow: { system: true },
  async run({ tx }, { domainId }) {
    const [row] = await tx
      .select()
      .from(domain)
      .where(and(eq(domain.id, domainId), isNull(domain.endedAt)));
    if (!row) throw notFound("domain");
    return proofOf(row);
  },
});

/** The record was found: from now on the name counts for this account, and for no other one. */
export const acceptProof = command({
  name: "domain.accept_proof",
  input: byDomain,
  allow: { system: true },
  async run({ tx, ctx }, { domainId }) {
    const before = await lock(tx, domainId);
    if (before.provenAt !== null) return { value: null, audit: "unchanged", events: [] };
    await tx
      .update(domain)
      .set({ state: "proven", provenAt: ctx.now() })
      .where(eq(domain.id, domainId))
      .catch((error: unknown) => {
        throw violates(error, "domain_proven") ? taken(error) : error;
      });
    const { accountId, name, state } = before;
    return {
      value: null,
      audit: { target: domainId, accountId, before: { state }, after: { name, state: "proven" } },
      events: [{ type: "domain.proven", subject: domainId }],
    };
  },
});

const taken = (cause: unknown) =>
  new DomainError("conflict", "domain.taken", "This domain belongs to another account. Ask us about it.", { cause });

/** A domain that was proven, and its account's owners; undefined when it is gone, or nobody is left to tell. */
export async function provenAndOwners(tx: Tx, domainId: Id<"domain">) {
  const [row] = await tx.select().from(domain).where(eq(domain.id, domainId));
  if (!row || row.endedAt !== null || row.provenAt === null) return undefined;
  const owners = await Promise.all(
    (await Accounts.ownersOf(tx, row.accountId)).map((id) => Identity.contactOf(tx, id)),
  );
  const to = owners.flatMap((owner) => owner?.email ?? []);
  return to.length === 0 ? undefined : { to, name: row.name };
}
