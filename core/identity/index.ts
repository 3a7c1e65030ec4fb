export { deviceAndPerson } from "./device.ts";
export {
  demandVerifiedEmail,
  issueVerification,
  requestVerification,
  verificationAndPerson,
  verifyEmail,
  vouchForEmail,
} from "./email-verification.ts";
export { type Guess, guessed } from "./guess.ts";
export { changePassword } from "./password-change.ts";
export { issueReset, requestReset, reset, resetAndPerson } from "./password-reset.ts";
export { contactOf } from "./person.ts";
export { register } from "./registration.ts";
export { forgetEnded } from "./retention.ts";
export { authenticate, current, type NewSession, Session, signIn, signOut } from "./session.ts";
export { Ended, list as listSessions, revoke as revokeSession, revokeOthers, SessionPlace } from "./sessions.ts";
export { appoint } from "./staff.ts";
export { inWords } from "./user-agent.ts";
