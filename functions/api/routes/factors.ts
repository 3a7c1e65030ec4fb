import { z } from "zod";
import * as Identity from "#core/identity/index.ts";
import type { RouteLimit } from "../route.ts";
import { beginsSession, opens, renewsSession, route } from "../route.ts";

const minutes = (count: number) => count * 60;
const limit = (name: string, tokens: number, perSeconds: number, by: RouteLimit["by"]): RouteLimit => ({
  limit: { name, tokens, perSeconds },
  by,
});

/** A code has a million values, of which three are right at a time: this leaves one chance in seven thousand a day. */
const guessingFactors = [
  limit("factor", 10, minutes(10), "person"),
  limit("factor-day", 50, minutes(24 * 60), "person"),
  limit("factor-address", 30, minutes(5), "address"),
];
const recovering = [
  limit("factor-recovery", 5, minutes(60), "person"),
  limit("factor-recovery-address", 20, minutes(60), "address"),
];

/** The second half of signing in, and signing in with a passkey alone. */
const signingIn = {
  "POST /session/second-factor": beginsSession(Identity.completeSignIn, { guesses: "factor", limits: guessingFactors }),
  "POST /session/passkey-request": opens(Identity.requestPasskey, Identity.PasskeyAsked, {
    limits: [limit("passkey-request", 60, minutes(5), "address")],
  }),
  "POST /session/passkey": beginsSession(Identity.signInWithPasskey, {
    limits: [limit("passkey", 30, minutes(5), "address")],
  }),
  "POST /session/confirmation-request": route(Identity.requestConfirmation, Identity.ConfirmationChoice, {
    secret: true,
  }),
  "POST /session/confirmation": renewsSession(Identity.confirmSession, { body: "free", limits: guessingFactors }),
};

/** What comes back is shown once, and therefore not kept for whoever asks again. */
const own = {
  "GET /factors": route(Identity.listFactors, Identity.Factors),
  "POST /factors/totp": route(Identity.beginTotp, Identity.TotpSecret, { status: 201, body: "free", secret: true }),
  "POST /factors/{factorId}/confirmation": route(Identity.confirmTotp, Identity.AddedFactor, {
    secret: true,
    limits: guessingFactors,
  }),
  "POST /factors/passkey-request": route(Identity.beginPasskey, Identity.PasskeyCreation, { secret: true }),
  "POST /factors/passkeys": route(Identity.addPasskey, Identity.AddedFactor, {
    status: 201,
    body: "free",
    secret: true,
  }),
  "POST /factors/{factorId}/name": route(Identity.renameFactor, Identity.Factor, { body: "free" }),
  "POST /factors/{factorId}/remove": route(Identity.removeFactor, Identity.Ended),
  "POST /recovery-codes": route(Identity.regenerateRecoveryCodes, Identity.RecoveryCodes, {
    status: 201,
    secret: true,
  }),
};

/** For whoever has lost every factor: docs/second-factors.md. */
const recovery = {
  "POST /factor-recoveries": route(Identity.requestRecovery, Identity.RecoveryState, {
    status: 202,
    door: "outside",
    secret: true,
    limits: recovering,
  }),
  "POST /factor-recoveries/confirmation": route(Identity.confirmRecovery, Identity.RecoveryState, {
    door: "outside",
    secret: true,
    limits: [limit("factor-recovery-use", 20, minutes(15), "address")],
  }),
  "POST /factor-recoveries/completion": beginsSession(Identity.completeRecovery, { body: "free", limits: recovering }),
  "POST /account/factor-requirement": route(Identity.requireFactors, z.object({ factorRequired: z.boolean() })),
  "POST /dashboard/staff/{personId}/reset-factors": route(Identity.resetStaffFactors, Identity.Ended, {
    body: "free",
  }),
};

export const factorsRoutes = { ...signingIn, ...own, ...recovery };
