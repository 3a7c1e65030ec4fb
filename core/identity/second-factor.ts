import { eq } from "drizzle-orm";
import { z } from "zod";
import type { Db } from "../kernel/db.ts";
import { DomainError } from "../kernel/errors.ts";
import type { Id } from "../kernel/id.ts";
import { command, type DomainEvent, type Outcome, type Scope } from "../kernel/operation.ts";
import type { Secret } from "../kernel/secret.ts";
import type { challenge } from "./challenge.sql.ts";
import { atTheDoor, closeTheDoor, newChallengeAtTheDoor } from "./challenge.ts";
import { factor } from "./factor.sql.ts";
import { proofShape, proveFactor, takePasskey, wrongFactor } from "./factor-proof.ts";
import { cancelRecovery } from "./open-recovery.ts";
import { passkeyRequest, UsedPasskey } from "./passkey.ts";
import type { PasskeyAsked, PendingSignIn } from "./pending-sign-in.ts";
import { person } from "./person.sql.ts";
import { begin, type NewSession } from "./session.ts";
import { voucherOf } from "./through-provider.ts";

/** The second half of signing in, on the browser that did the first. */
export const completeSignIn = command({
  name: "session.complete",
  input: z.object(proofShape),
  allow: { anonymous: true },
  async run(scope, proof) {
    const half = await halfDone(scope);
    const events = await proveFactor(scope, half.personId, proof, half.value);
    return begun(scope, half, events);
  },
});

/** Asks for a passkey before anybody has said who they are: the browser offers those that it knows for this host. */
export const requestPasskey = command({
  name: "session.request_passkey",
  input: z.object({}),
  allow: { anonymous: true },
  async run(scope): Promise<Outcome<PendingSignIn<z.infer<typeof PasskeyAsked>>>> {
    const { value, ...pending } = await newChallengeAtTheDoor(scope, "passkey", null);
    const passkey = passkeyRequest(scope.ctx.ports.addresses.publicUrl, value, []);
    return { value: { pending, shown: { passkey } }, audit: { target: "session" }, events: [] };
  },
});

/** A passkey that knows its person is two factors: it is had, and it asked for a finger, a face or a PIN. */
export const signInWithPasskey = command({
  name: "session.begin_with_passkey",
  input: z.object({ passkey: UsedPasskey }),
  allow: { anonymous: true },
  async run(scope, { passkey }) {
    const { tx, ctx } = scope;
    const half = await atTheDoor(tx, ctx.client?.passkey, ctx.now());
    if (half?.purpose !== "passkey") throw signInAgain();
    const [row] = await tx.select().from(factor).where(eq(factor.credentialId, passkey.id));
    const { userHandle } = passkey.response;
    if (!row || userHandle !== Buffer.from(row.personId).toString("base64url")) throw wrongFactor("passkey");
    await takePasskey(scope, [row], passkey, half.value);
    return begun(scope, { ...half, personId: row.personId }, []);
  },
});

type Half = typeof challenge.$inferSelect;
type HalfOf = Half & { personId: NonNullable<Half["personId"]> };

export async function halfDone({ tx, ctx }: Scope): Promise<HalfOf> {
  const half = await atTheDoor(tx, ctx.client?.signIn, ctx.now());
  if (half?.purpose !== "sign_in" || half.personId === null) throw signInAgain();
  return { ...half, personId: half.personId };
}

/** Ends the half and begins the session; of two that come at once one does. */
export async function begun(
  scope: Scope,
  half: Pick<HalfOf, "id" | "personId" | "ssoConnectionId">,
  events: readonly DomainEvent[],
): Promise<Outcome<NewSession>> {
  const { tx, ctx } = scope;
  const voucher = half.ssoConnectionId === null ? undefined : await voucherOf(scope, half.id, half.ssoConnectionId);
  if (!(await closeTheDoor(tx, half.id))) throw signInAgain();
  const [who] = await tx.select().from(person).where(eq(person.id, half.personId));
  if (!who) throw signInAgain();
  const cancelled = await cancelRecovery(tx, who.id, ctx.now());
  const { begun: value, events: more } = await begin(scope, who, voucher);
  return {
    value,
    audit: { target: who.id, accountId: value.session.account?.id },
    events: [...events, ...cancelled, ...more],
  };
}

const signInAgain = () =>
  new DomainError("unauthenticated", "identity.sign_in_expired", "That took too long. Sign in once more.");

/** Whose half-done sign-in a browser holds: what attempts at its second half are counted by. */
export async function whoSignsIn(
  db: Db,
  token: Secret<string> | undefined,
  now: Date,
): Promise<Id<"person"> | undefined> {
  const half = await db.transaction({ role: "visitor" }, (tx) => atTheDoor(tx, token, now), { readOnly: true });
  return half?.personId ?? undefined;
}
