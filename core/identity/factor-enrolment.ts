import { and, eq, isNull } from "drizzle-orm";
import { z } from "zod";
import { accountOf } from "../kernel/actor.ts";
import { DomainError, notFound } from "../kernel/errors.ts";
import { Id, newId } from "../kernel/id.ts";
import { command, type Outcome, type Scope } from "../kernel/operation.ts";
import "../kernel/ports.ts";
import { only } from "../kernel/rows.ts";
import { open, seal } from "../kernel/sealed.ts";
import { newChallengeFor, takeChallenge } from "./challenge.ts";
import { factor } from "./factor.sql.ts";
import {
  demandRoomForFactor,
  digitsOf,
  Factor,
  FactorName,
  type FactorRow,
  factorsOf,
  hasSecondFactor,
  otherFactors,
  secretAddress,
  shownFactor,
} from "./factor.ts";
import { NewPasskey, type PasskeyCreation, passkeyCreation, verifyNewPasskey } from "./passkey.ts";
import { person } from "./person.sql.ts";
import { makeRecoveryCodes } from "./recovery-code.ts";
import { session } from "./session.sql.ts";
import { ownOf } from "./sessions.ts";
import { newTotpSecret, stepOfCode, totpUri } from "./totp.ts";

export const TotpSecret = z.object({
  id: Id("factor"),
  /** For typing; the URI is for a QR code. Neither is shown again. */
  secret: z.string(),
  uri: z.string(),
});

export const RecoveryCodes = z.object({ codes: z.array(z.string()) });

export const AddedFactor = z.object({
  factor: Factor,
  /** With the first factor come the codes for when it is lost. */
  recoveryCodes: z.array(z.string()).nullable(),
  /** Other sessions that ended, because they began with less. */
  ended: z.int(),
});

/** A secret for an authenticator app. It counts once a code has come from there; another begun before is dropped. */
export const beginTotp = command({
  name: "factor.begin_totp",
  input: z.object({ name: FactorName }),
  allow: { person: true },
  confirm: true,
  async run(scope, { name }) {
    const { tx, ctx } = scope;
    const who = await self(scope);
    await demandRoomForFactor(tx, who.id);
    await tx.delete(factor).where(and(eq(factor.personId, who.id), isNull(factor.confirmedAt)));
    const id = newId("factor");
    const plain = newTotpSecret();
    const secret = await seal(ctx.ports.keys.in(tx), secretAddress({ id, personId: who.id }), plain);
    await tx.insert(factor).values({ id, personId: who.id, kind: "totp", name, secret, createdAt: ctx.now() });
    return {
      value: { id, secret: plain.reveal(), uri: totpUri(plain, who.email).reveal() },
      audit: { target: who.id, accountId: accountOf(ctx.actor), after: { kind: "totp", name } },
      events: [],
    };
  },
});

export const confirmTotp = command({
  name: "factor.confirm_totp",
  input: z.object({ factorId: Id("factor"), code: z.string().max(20) }),
  allow: { person: true },
  confirm: true,
  async run(scope, { factorId, code }) {
    const { tx, ctx } = scope;
    const { personId } = ownOf(ctx.actor);
    const [row] = await tx
      .select()
      .from(factor)
      .where(and(eq(factor.id, factorId), eq(factor.personId, personId), isNull(factor.confirmedAt)))
      .for("update");
    if (!row?.secret) throw notFound("factor");
    await demandRoomForFactor(tx, personId);
    const secret = await open(ctx.ports.keys.in(tx), secretAddress(row), row.secret);
    const now = ctx.now();
    const usedStep = await stepOfCode(secret, digitsOf(code), { now, usedStep: null });
    if (usedStep === undefined) throw wrongCode();
    const confirmed = { confirmedAt: now, lastUsedAt: now, usedStep };
    return added(scope, only(await tx.update(factor).set(confirmed).where(eq(factor.id, factorId)).returning()));
  },
});

/** What the browser makes a passkey with. */
export const beginPasskey = command({
  name: "factor.begin_passkey",
  input: z.object({}),
  allow: { person: true },
  confirm: true,
  async run(scope) {
    const { tx, ctx } = scope;
    const who = await self(scope);
    await demandRoomForFactor(tx, who.id);
    const present = (await factorsOf(tx, who.id)).flatMap(({ credentialId, transports }) =>
      credentialId === null ? [] : [{ credentialId, transports }],
    );
    const value = await newChallengeFor(scope, "enrol", who.id);
    const creation: PasskeyCreation = passkeyCreation(ctx.ports.addresses.publicUrl, value, who, present);
    return { value: creation, audit: { target: who.id, accountId: accountOf(ctx.actor) }, events: [] };
  },
});

export const addPasskey = command({
  name: "factor.add_passkey",
  input: z.object({ name: FactorName, passkey: NewPasskey }),
  allow: { person: true },
  confirm: true,
  async run(scope, { name, passkey }) {
    const { tx, ctx } = scope;
    const { personId } = ownOf(ctx.actor);
    const challenge = await takeChallenge(scope, "enrol", personId, passkey.response);
    if (challenge === undefined) throw unusablePasskey();
    const { publicUrl } = ctx.ports.addresses;
    const made = await verifyNewPasskey(passkey, { publicUrl, challenge }).catch((error: unknown) => {
      throw unusablePasskey(error);
    });
    await demandRoomForFactor(tx, personId);
    const now = ctx.now();
    const [row] = await tx
      .insert(factor)
      .values({ id: newId("factor"), personId, kind: "passkey", name, ...made, createdAt: now, confirmedAt: now })
      .onConflictDoNothing({ target: factor.credentialId })
      .returning();
    if (!row) throw unusablePasskey();
    return added(scope, row);
  },
});

/** New codes in place of the old ones, of which none is good any more. */
export const regenerateRecoveryCodes = command({
  name: "recovery_code.regenerate",
  input: z.object({}),
  allow: { person: true },
  confirm: true,
  async run({ tx, ctx }) {
    const { personId } = ownOf(ctx.actor);
    if (!(await hasSecondFactor(tx, personId))) {
      throw new DomainError("conflict", "recovery_code.without_factor", "Add a second factor first.");
    }
    return {
      value: { codes: await makeRecoveryCodes(tx, personId, ctx.now()) },
      audit: { target: personId, accountId: accountOf(ctx.actor) },
      events: [{ type: "recovery_code.regenerated", subject: personId }],
    };
  },
});

/** The first factor brings recovery codes, and ends the sessions that began without one. */
async function added({ tx, ctx }: Scope, row: FactorRow): Promise<Outcome<z.infer<typeof AddedFactor>>> {
  const { others } = ownOf(ctx.actor);
  const isFirst = (await otherFactors(tx, row)).length === 0;
  const codes = isFirst ? await makeRecoveryCodes(tx, row.personId, ctx.now()) : null;
  const gone = isFirst ? await tx.delete(session).where(others).returning({ id: session.id }) : [];
  return {
    value: { factor: shownFactor(row), recoveryCodes: codes, ended: gone.length },
    audit: {
      target: row.personId,
      accountId: accountOf(ctx.actor),
      after: { kind: row.kind, name: row.name, sessionsEnded: gone.length },
    },
    events: [{ type: "factor.added", subject: row.id }],
  };
}

async function self({ tx, ctx }: Scope) {
  const [who] = await tx
    .select({ id: person.id, email: person.email, name: person.name })
    .from(person)
    .where(eq(person.id, ownOf(ctx.actor).personId));
  if (!who) throw notFound("person");
  return who;
}

function wrongCode(): DomainError {
  const message = "That is not the code your app shows now. Check that its clock is right.";
  return new DomainError("invalid", "identity.wrong_factor", message, { fields: [{ path: "code", message }] });
}

const unusablePasskey = (cause?: unknown) =>
  new DomainError("invalid", "identity.passkey_unusable", "This passkey could not be added. Try again.", { cause });
