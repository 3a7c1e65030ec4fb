import { z } from "zod";
import * as Identity from "#core/identity/index.ts";
import { beginsSession, endsSession, opens, recognisesBrowser, route } from "../route.ts";

const minutes = (count: number) => count * 60;

export const sessionRoutes = {
  "POST /registrations": route(Identity.requestRegistration, z.object({}), {
    status: 202,
    door: "outside",
    limits: [{ limit: { name: "register", tokens: 20, perSeconds: minutes(60) }, by: "address" }],
  }),
  "POST /registrations/completion": beginsSession(Identity.register, {
    status: 201,
    body: "free",
    limits: [{ limit: { name: "register-use", tokens: 20, perSeconds: minutes(15) }, by: "address" }],
  }),
  "POST /session": opens(Identity.signIn, z.union([Identity.Session, Identity.SecondFactorAsked]), {
    body: "free",
    guesses: "email",
  }),
  "GET /session": route(Identity.current, Identity.Session),
  "DELETE /session": endsSession(Identity.signOut, z.null()),
  "GET /sessions": route(Identity.listSessions, z.object({ items: z.array(Identity.SessionPlace) })),
  "POST /sessions/{sessionId}/end": route(Identity.revokeSession, Identity.Ended),
  "POST /sessions/end-others": route(Identity.revokeOthers, Identity.Ended),
  "POST /profile": route(Identity.renamePerson, z.object({ name: z.string() })),
  "GET /email-change": route(
    Identity.pendingEmailChange,
    z.object({ pending: Identity.PendingEmailChange.nullable() }),
  ),
  "POST /email-change": route(Identity.requestEmailChange, z.object({}), {
    status: 202,
    body: "free",
    secret: true,
    limits: [{ limit: { name: "email-change", tokens: 5, perSeconds: minutes(60) }, by: "caller" }],
  }),
  "POST /email-change/withdrawal": route(Identity.withdrawEmailChange, z.object({})),
  "POST /email-change/confirmation": route(Identity.confirmEmailChange, z.object({ complete: z.boolean() }), {
    door: "outside",
    secret: true,
    limits: [{ limit: { name: "email-change-use", tokens: 20, perSeconds: minutes(15) }, by: "address" }],
  }),
  "POST /email-change/refusal": route(Identity.refuseEmailChange, z.object({}), {
    door: "outside",
    secret: true,
    limits: [{ limit: { name: "email-change-use", tokens: 20, perSeconds: minutes(15) }, by: "address" }],
  }),
  "POST /email-verifications": route(Identity.requestVerification, z.object({}), {
    status: 202,
    limits: [{ limit: { name: "email-verification", tokens: 5, perSeconds: minutes(60) }, by: "caller" }],
  }),
  "POST /email-verifications/completion": route(Identity.verifyEmail, z.object({}), {
    body: "free",
    secret: true,
    limits: [{ limit: { name: "email-verification-use", tokens: 20, perSeconds: minutes(15) }, by: "caller" }],
  }),
  "POST /password-resets": route(Identity.requestReset, z.object({}), {
    status: 202,
    door: "outside",
    limits: [{ limit: { name: "password-reset", tokens: 20, perSeconds: minutes(60) }, by: "address" }],
  }),
  "POST /password-resets/preview": route(Identity.previewReset, Identity.ResetPreview, {
    door: "outside",
    secret: true,
    limits: [{ limit: { name: "password-reset-look", tokens: 60, perSeconds: minutes(15) }, by: "address" }],
  }),
  "POST /password-resets/completion": recognisesBrowser(Identity.reset, {
    body: "free",
    secret: true,
    limits: [{ limit: { name: "password-reset-use", tokens: 20, perSeconds: minutes(15) }, by: "address" }],
  }),
  "POST /staff-invitations/completion": route(Identity.join, z.object({}), {
    body: "free",
    door: "outside",
    secret: true,
    limits: [{ limit: { name: "staff-invitation-use", tokens: 20, perSeconds: minutes(15) }, by: "address" }],
  }),
  "POST /password": route(Identity.changePassword, Identity.Ended, {
    body: "free",
    secret: true,
    limits: [{ limit: { name: "password", tokens: 10, perSeconds: minutes(15) }, by: "caller" }],
  }),
};
