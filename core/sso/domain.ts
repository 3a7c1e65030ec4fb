import { and, eq } from "drizzle-orm";
import { z } from "zod";
import { newToken } from "../identity/index.ts";
import { may } from "../kernel/actor.ts";
import { DomainError, notFound, violates } from "../kernel/errors.ts";
import { Id, newId } from "../kernel/id.ts";
import { command, providerCommand } from "../kernel/operation.ts";
import { ssoDomain } from "./connection.sql.ts";
import { connectionOf, recordOf, settingsOf } from "./settings.ts";

const domainsMax = 20;
const Domain = z
  .string()
  .trim()
  .toLowerCase()
  .max(253)
  .regex(/^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]$/, {
    error: "Enter a domain such as example.com.",
  });

/** Names a domain of the company's. It says nothing until a record there shows that it is theirs. */
export const addDomain = command({
  name: "sso.add_domain",
  input: z.object({ name: Domain }),
  allow: may("sso:manage"),
  confirm: true,
  async run(scope, { name }) {
    const { tx, ctx } = scope;
    const { id: connectionId, accountId } = await connectionOf(scope);
    const known = await tx.select().from(ssoDomain).where(eq(ssoDomain.connectionId, connectionId));
    if (known.length >= domainsMax)
      throw new DomainError("conflict", "sso.too_many_domains", `There are ${domainsMax} domains already.`);
    if (!known.some((row) => row.name === name)) {
      const challenge = `rookery-sso=${newToken().reveal()}`;
      const row = { id: newId("ssoDomain"), connectionId, accountId, name, challenge, createdAt: ctx.now() };
      await tx.insert(ssoDomain).values(row);
    }
    return {
      value: await settingsOf(scope),
      audit: { target: connectionId, accountId: accountId ?? undefined, after: { domain: name } },
      events: [],
    };
  },
});

/** Looks for the record. From then on the provider speaks for the addresses of the domain, and no other one does. */
export const verifyDomain = providerCommand({
  name: "sso.verify_domain",
  input: z.object({ domainId: Id("ssoDomain") }),
  allow: may("sso:manage"),
  confirm: true,
  async intend(scope, { domainId }) {
    const connection = await connectionOf(scope);
    const [domain] = await scope.tx
      .select()
      .from(ssoDomain)
      .where(and(eq(ssoDomain.id, domainId), eq(ssoDomain.connectionId, connection.id)));
    if (!domain) throw notFound("domain");
    return domain;
  },
  async perform(ports, { name, challenge }) {
    if ((await ports.txtRecords.of(recordOf(name))).includes(challenge)) return;
    const message = "The record is not there yet. New records can take an hour until everybody sees them.";
    throw new DomainError("conflict", "sso.domain_unverified", message);
  },
  async settle(scope, { id, name, connectionId, accountId }) {
    const { tx, ctx } = scope;
    await tx
      .update(ssoDomain)
      .set({ verifiedAt: ctx.now() })
      .where(eq(ssoDomain.id, id))
      .catch((error: unknown) => {
        throw violates(error, "sso_domain_verified") ? domainTaken(error) : error;
      });
    return {
      value: await settingsOf(scope),
      audit: { target: connectionId, accountId: accountId ?? undefined, after: { domain: name } },
      events: [],
    };
  },
});

const domainTaken = (cause: unknown) =>
  new DomainError("conflict", "sso.domain_taken", "Another account signs in people of this domain. Ask us about it.", {
    cause,
  });

export const removeDomain = command({
  name: "sso.remove_domain",
  input: z.object({ domainId: Id("ssoDomain") }),
  allow: may("sso:manage"),
  confirm: true,
  async run(scope, { domainId }) {
    const { id: connectionId, accountId } = await connectionOf(scope);
    const [gone] = await scope.tx
      .delete(ssoDomain)
      .where(and(eq(ssoDomain.id, domainId), eq(ssoDomain.connectionId, connectionId)))
      .returning();
    if (!gone) throw notFound("domain");
    return {
      value: await settingsOf(scope),
      audit: { target: connectionId, accountId: accountId ?? undefined, before: { domain: gone.name } },
      events: [],
    };
  },
});
