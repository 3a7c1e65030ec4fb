import { and, eq, gt, isNotNull, isNull } from "drizzle-orm";
import { z } from "zod";
import * as Identity from "../identity/index.ts";
import { accountOf } from "../kernel/actor.ts";
import { DomainError } from "../kernel/errors.ts";
import { command } from "../kernel/operation.ts";
import { Secret } from "../kernel/secret.ts";
import { ssoIdentity, ssoSignIn } from "./identity.sql.ts";

/**
 * Whoever came back from a provider with the address of somebody here says that it is them, signed in as they did until
 * now. An address alone connects nobody: at the provider it may be somebody else's. Only in the browser that came back.
 */
export const connect = command({
  name: "sso.connect",
  input: z.object({ token: z.instanceof<typeof Secret<string>>(Secret).optional() }),
  allow: { person: true },
  confirm: true,
  async run({ tx, ctx }, { token }) {
    const { actor } = ctx;
    if (!token || !("personId" in actor)) throw nothingToConnect();
    const at = ctx.now();
    const { email } = await Identity.personOf(tx, actor.personId);
    const [back] = await tx
      .update(ssoSignIn)
      .set({ connectedAt: at })
      .where(
        and(
          eq(ssoSignIn.tokenHash, Identity.digestOf(token)),
          eq(ssoSignIn.email, email),
          isNotNull(ssoSignIn.subject),
          isNull(ssoSignIn.connectedAt),
          gt(ssoSignIn.expiresAt, at),
        ),
      )
      .returning();
    if (!back?.subject) throw nothingToConnect();
    const { connectionId, subject } = back;
    const { personId } = actor;
    await tx.insert(ssoIdentity).values({ connectionId, subject, personId, createdAt: at, lastUsedAt: at });
    return {
      value: { outcome: "connected" as const },
      audit: { target: personId, accountId: accountOf(actor) },
      events: [],
    };
  },
});

const nothingToConnect = () =>
  new DomainError("conflict", "sso.nothing_to_connect", "Begin again at your company’s sign-in, in this browser.");
