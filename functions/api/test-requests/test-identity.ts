import { randomBytes } from "node:crypto";
import { emailChange } from "#core/identity/email-change.sql.ts";
import { emailVerification } from "#core/identity/email-verification.sql.ts";
import { factor } from "#core/identity/factor.sql.ts";
import { factorRecovery } from "#core/identity/factor-recovery.sql.ts";
import { passwordReset } from "#core/identity/password-reset.sql.ts";
import { person } from "#core/identity/person.sql.ts";
import { registration } from "#core/identity/registration.sql.ts";
import { session } from "#core/identity/session.sql.ts";
import { digestOf, newToken } from "#core/identity/token.ts";
import { newId } from "#core/kernel/id.ts";
import { password, somePasskey } from "../test-api.ts";
import type { Setting, TestRequests } from "./test-setting.ts";

export async function identitySamples({ tx, accountId, owner, createdAt, expiresAt }: Setting) {
  const asked = { address: "", userAgent: "", createdAt };
  const sessionId = newId("session");
  await tx.insert(session).values({
    ...{ id: sessionId, personId: owner.id, accountId, tokenHash: randomBytes(32) },
    ...{ createdAt, lastUsedAt: createdAt, expiresAt },
  });
  const verificationToken = newToken();
  await tx.insert(emailVerification).values({
    ...{ id: newId("emailVerification"), personId: owner.id, email: owner.email, createdAt },
    ...{ tokenHash: digestOf(verificationToken), expiresAt },
  });
  const registrationToken = newToken();
  await tx.insert(registration).values({
    ...{ id: newId("registration"), email: "new@example.com", ...asked },
    ...{ tokenHash: digestOf(registrationToken), expiresAt },
  });
  const [proofToken, approvalToken] = [newToken(), newToken()];
  await tx.insert(emailChange).values({
    ...{ id: newId("emailChange"), personId: owner.id, sessionId, oldEmail: owner.email, ...asked },
    ...{ newEmail: "elsewhere@example.com", proofHash: digestOf(proofToken), approvalHash: digestOf(approvalToken) },
    expiresAt,
  });
  const resetToken = newToken();
  await tx.insert(passwordReset).values({
    ...{ id: newId("passwordReset"), email: owner.email, personId: owner.id, ...asked },
    ...{ tokenHash: digestOf(resetToken), expiresAt },
  });
  const factorId = newId("factor");
  await tx.insert(factor).values(somePasskey({ id: factorId, personId: owner.id, createdAt }));
  const [lostId, recoveryToken] = [newId("person"), newToken()];
  const lost = { id: lostId, email: `${lostId}@example.com`.toLowerCase(), name: "Lost", passwordHash: "none" };
  await tx.insert(person).values({ ...lost, createdAt });
  await tx
    .insert(factorRecovery)
    .values({ id: newId("factorRecovery"), personId: lostId, tokenHash: digestOf(recoveryToken), ...asked });
  return {
    ...{ sessionId, factorId, verificationToken, registrationToken, proofToken, approvalToken },
    ...{ resetToken, recoveryToken },
  };
}

const credentials = { email: "nobody@example.com", password: "seventeen grey herons" };
const credential = { id: "AAAA", rawId: "AAAA", type: "public-key" as const };
const usedPasskey = {
  ...credential,
  response: { clientDataJSON: "e30", authenticatorData: "AAAA", signature: "AAAA", userHandle: "AAAA" },
};
const newPasskey = { ...credential, response: { clientDataJSON: "e30", attestationObject: "AAAA" } };

export const identityRequests = (sample: Awaited<ReturnType<typeof identitySamples>>) =>
  ({
    "POST /registrations": { body: { email: credentials.email } },
    "POST /registrations/completion": {
      body: {
        ...{ token: sample.registrationToken.reveal(), password: credentials.password },
        ...{ name: "Kim", accountName: "Kim's" },
      },
    },
    "POST /session": { body: credentials },
    "GET /session": {},
    "DELETE /session": {},
    "GET /sessions": {},
    "POST /sessions/{sessionId}/end": { params: { sessionId: sample.sessionId } },
    "POST /sessions/end-others": {},
    "POST /profile": { body: { name: "Kim" } },
    "GET /email-change": {},
    "POST /email-change": { body: { newEmail: "new@example.com", currentPassword: password } },
    "POST /email-change/withdrawal": {},
    "POST /email-change/confirmation": { body: { token: sample.proofToken.reveal() } },
    "POST /email-change/refusal": { body: { token: sample.approvalToken.reveal() } },
    "POST /email-verifications": {},
    "POST /email-verifications/completion": { body: { token: sample.verificationToken.reveal() } },
    "POST /password-resets": { body: { email: "nobody@example.com" } },
    "POST /password-resets/preview": { body: { token: sample.resetToken.reveal() } },
    "POST /password-resets/completion": {
      body: { token: sample.resetToken.reveal(), password: "seventeen grey herons" },
    },
    "POST /password": { body: { currentPassword: password, newPassword: "seventeen grey herons" } },
    "POST /session/second-factor": { body: { code: "123456" } },
    "POST /session/passkey-request": {},
    "POST /session/passkey": { body: { passkey: usedPasskey } },
    "POST /session/confirmation-request": {},
    "POST /session/confirmation": { body: { password } },
    "GET /factors": {},
    "POST /factors/totp": { body: { name: "Phone" } },
    "POST /factors/{factorId}/confirmation": { params: { factorId: sample.factorId }, body: { code: "123456" } },
    "POST /factors/passkey-request": {},
    "POST /factors/passkeys": { body: { name: "Laptop", passkey: newPasskey } },
    "POST /factors/{factorId}/name": { params: { factorId: sample.factorId }, body: { name: "Old phone" } },
    "POST /factors/{factorId}/remove": { params: { factorId: sample.factorId } },
    "POST /recovery-codes": {},
    "POST /factor-recoveries": {},
    "POST /factor-recoveries/confirmation": { body: { token: sample.recoveryToken.reveal() } },
    "POST /factor-recoveries/completion": {},
    "POST /account/factor-requirement": { body: { required: false } },
  }) satisfies TestRequests;
