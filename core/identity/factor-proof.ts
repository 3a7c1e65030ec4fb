import { and, eq, isNull, lt, or } from "drizzle-orm";
import { z } from "zod";
import { DomainError } from "../kernel/errors.ts";
import type { Id } from "../kernel/id.ts";
import type { DomainEvent, Scope } from "../kernel/operation.ts";
import "../kernel/ports.ts";
import { open } from "../kernel/sealed.ts";
import { factor } from "./factor.sql.ts";
import { digitsOf, type FactorRow, factorsOf, secretAddress } from "./factor.ts";
import { type Credential, PasskeyRequest, passkeyRequest, UsedPasskey, verifyUsedPasskey } from "./passkey.ts";
import { recoveryCodesLeft, takeRecoveryCode } from "./recovery-code.ts";
import { stepOfCode } from "./totp.ts";

/** One of these shows that somebody has what they say they have. */
export const proofShape = {
  code: z.string().max(20).optional(),
  recoveryCode: z.string().max(60).optional(),
  passkey: UsedPasskey.optional(),
};
export type Proof = Partial<{ [Name in keyof typeof proofShape]: z.infer<(typeof proofShape)[Name]> }>;

/** What somebody may prove themselves with. */
export const FactorChoice = z.object({
  totp: z.boolean(),
  /** Null: they have no passkey. */
  passkey: PasskeyRequest.nullable(),
  recoveryCode: z.boolean(),
});
export type FactorChoice = z.infer<typeof FactorChoice>;

export async function factorChoice(
  { tx, ctx }: Scope,
  rows: readonly FactorRow[],
  personId: Id<"person">,
  challenge: string,
): Promise<FactorChoice> {
  const credentials = rows.flatMap(({ credentialId, transports }): Credential[] =>
    credentialId === null ? [] : [{ credentialId, transports }],
  );
  return {
    totp: rows.some(({ kind }) => kind === "totp"),
    passkey: credentials.length > 0 ? passkeyRequest(ctx.ports.addresses.publicUrl, challenge, credentials) : null,
    recoveryCode: (await recoveryCodesLeft(tx, personId)) > 0,
  };
}

/** Takes the proof, so that it cannot be brought again. Throws when it is none; nothing is taken then. */
export async function proveFactor(
  scope: Scope,
  personId: Id<"person">,
  proof: Proof,
  challenge: string | undefined,
): Promise<DomainEvent[]> {
  const { tx, ctx } = scope;
  const { code, recoveryCode, passkey } = proof;
  if ([code, recoveryCode, passkey].filter((each) => each !== undefined).length !== 1) throw wrongFactor("code");
  if (recoveryCode !== undefined) {
    if (!(await takeRecoveryCode(tx, personId, recoveryCode, ctx.now()))) throw wrongFactor("recoveryCode");
    return [{ type: "recovery_code.used", subject: personId }];
  }
  const rows = await factorsOf(tx, personId);
  if (code !== undefined) await takeCode(scope, rows, digitsOf(code));
  if (passkey !== undefined) await takePasskey(scope, rows, passkey, challenge);
  return [];
}

async function takeCode({ tx, ctx }: Scope, rows: readonly FactorRow[], code: string): Promise<void> {
  if (!/^\d{6}$/.test(code)) throw wrongFactor("code");
  const now = ctx.now();
  for (const row of rows) {
    if (row.secret === null) continue;
    const secret = await open(ctx.ports.keys.in(tx), secretAddress(row), row.secret);
    const step = await stepOfCode(secret, code, { now, usedStep: row.usedStep });
    if (step === undefined) continue;
    // Of two that bring the same code at once, the second finds it used.
    const taken = await tx
      .update(factor)
      .set({ usedStep: step, lastUsedAt: now })
      .where(and(eq(factor.id, row.id), or(isNull(factor.usedStep), lt(factor.usedStep, step))))
      .returning({ id: factor.id });
    if (taken.length > 0) return;
  }
  throw wrongFactor("code");
}

/** Only one of the person's own counts, whatever the browser brings. */
export async function takePasskey(
  { tx, ctx }: Scope,
  rows: readonly FactorRow[],
  response: UsedPasskey,
  challenge: string | undefined,
): Promise<void> {
  const row = rows.find(({ credentialId }) => credentialId === response.id);
  if (!row?.publicKey || row.credentialId === null || row.counter === null || challenge === undefined) {
    throw wrongFactor("passkey");
  }
  const stored = { credentialId: row.credentialId, publicKey: row.publicKey, counter: row.counter };
  const { publicUrl } = ctx.ports.addresses;
  const { counter, backedUp } = await verifyUsedPasskey(response, { publicUrl, challenge }, stored).catch(
    (error: unknown) => {
      throw wrongFactor("passkey", error);
    },
  );
  // A counter that does not rise belongs to a copy, unless the authenticator does not count at all.
  const rises = counter === 0 ? eq(factor.counter, 0) : lt(factor.counter, counter);
  const taken = await tx
    .update(factor)
    .set({ counter, backedUp, lastUsedAt: ctx.now() })
    .where(and(eq(factor.id, row.id), rises))
    .returning({ id: factor.id });
  if (taken.length === 0) throw wrongFactor("passkey");
}

const messages = {
  code: "That code is not right, or was used already. Wait for the next one.",
  recoveryCode: "That recovery code is not right, or was used already.",
  passkey: "That passkey could not be used here. Try again, or use another way.",
};

export function wrongFactor(path: keyof typeof messages, cause?: unknown): DomainError {
  const message = messages[path];
  return new DomainError("invalid", "identity.wrong_factor", message, { fields: [{ path, message }], cause });
}
