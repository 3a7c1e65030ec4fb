import { eq } from "drizzle-orm";
import { z } from "zod";
import { DomainError } from "../kernel/errors.ts";
import { Id } from "../kernel/id.ts";
import { providerCommand } from "../kernel/operation.ts";
import { AcmeError } from "./acme/acme-error.ts";
import { renewalIdOf } from "./acme/renewal-id.ts";
import { certificate } from "./certificate.sql.ts";
import { lock } from "./certificate-rows.ts";
import { renewalWithin, secondsAfter, unansweredSeconds } from "./renewal.state.ts";

/**
 * Asks an authority when it would have a certificate renewed. One that was revoked, or is to be, has a time that is over:
 * its successor is ordered with the next sweep.
 */
export const ask = providerCommand({
  name: "certificate.ask",
  input: z.object({ certificateId: Id("certificate") }),
  allow: { system: true },
  async intend({ tx, ctx }, { certificateId }) {
    const { askAt, chain, directory } = await lock(tx, certificateId);
    const now = ctx.now();
    if (askAt === null || askAt > now || chain === null) return undefined;
    await tx
      .update(certificate)
      .set({ askAt: secondsAfter(now, unansweredSeconds) })
      .where(eq(certificate.id, certificateId));
    return { certificateId, chain, directory };
  },
  async perform({ certificateAuthorities }, wanted) {
    const authority = certificateAuthorities.find(({ directory }) => directory === wanted?.directory);
    if (!wanted || !authority) return undefined;
    try {
      return await authority.renewalInfo(renewalIdOf(wanted.chain));
    } catch (error) {
      // It is asked again later; what is known already is good enough until then.
      if (error instanceof AcmeError || error instanceof DomainError) return undefined;
      throw error;
    }
  },
  async settle({ tx, ctx }, wanted, named) {
    const unchanged = { value: null, audit: "unchanged", events: [] } as const;
    if (!wanted || !named) return unchanged;
    const { certificateId } = wanted;
    const row = await lock(tx, certificateId);
    if (row.chain !== wanted.chain) return unchanged;
    // After a failure it is tried again by a rule of its own.
    const known = row.failures > 0 ? null : row.renewAt;
    const renewAt = known && renewalWithin(named, known, Math.random());
    const askAt = secondsAfter(ctx.now(), named.askAgainSeconds);
    await tx
      .update(certificate)
      .set({ askAt, ...(renewAt && { renewAt }) })
      .where(eq(certificate.id, certificateId));
    if (renewAt === null || renewAt.getTime() === known?.getTime()) return unchanged;
    const audit = { target: certificateId, accountId: row.accountId, after: { host: row.names.join(", ") } };
    return { value: null, audit, events: [] };
  },
});
