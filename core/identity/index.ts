export { requireFactors } from "./account-factor.ts";
export { Acting, act, actingAndOwners, stopActing } from "./acting.ts";
export { ConfirmationChoice, confirmSession, type RenewedSession, requestConfirmation } from "./confirmation.ts";
export { deviceAndPerson } from "./device.ts";
export {
  confirmEmailChange,
  emailChangeAndPeople,
  issueEmailChange,
  PendingEmailChange,
  pendingEmailChange,
  refuseEmailChange,
  requestEmailChange,
  withdrawEmailChange,
} from "./email-change.ts";
export {
  demandVerifiedEmail,
  issueVerification,
  requestVerification,
  verificationAndPerson,
  verifyEmail,
} from "./email-verification.ts";
export { enrol } from "./enrolment.ts";
export { Factor, factorAndPerson, hasSecondFactor } from "./factor.ts";
export {
  AddedFactor,
  addPasskey,
  beginPasskey,
  beginTotp,
  confirmTotp,
  RecoveryCodes,
  regenerateRecoveryCodes,
  TotpSecret,
} from "./factor-enrolment.ts";
export { noteWrongFactor } from "./factor-guess.ts";
export {
  completeRecovery,
  confirmRecovery,
  issueRecovery,
  recoveryAndPerson,
  requestRecovery,
} from "./factor-recovery.ts";
export { type Guess, guessed } from "./guess.ts";
export { RecoveryState } from "./open-recovery.ts";
export { Factors, listFactors, removeFactor, renameFactor } from "./own-factors.ts";
export { PasskeyCreation } from "./passkey.ts";
export { changePassword, demandGoodPassword } from "./password-change.ts";
export {
  issueReset,
  previewReset,
  ResetPreview,
  requestReset,
  reset,
  resetAndPerson,
} from "./password-reset.ts";
export { PasskeyAsked, type PendingSignIn, SecondFactorAsked } from "./pending-sign-in.ts";
export { addPerson, confirmEmail, contactOf, namesOf, PersonName, type PersonRow, personByEmail } from "./person.ts";
export { rename as renamePerson } from "./profile.ts";
export { issueRegistration, register, registrationAndPerson, requestRegistration } from "./registration.ts";
export { forgetEnded } from "./retention.ts";
export { completeSignIn, requestPasskey, signInWithPasskey, whoSignsIn } from "./second-factor.ts";
export {
  authenticate,
  begin,
  current,
  Email,
  type NewSession,
  Session,
  type SignedIn,
  signIn,
  signOut,
} from "./session.ts";
export { moveSession } from "./session-account.ts";
export { Ended, list as listSessions, revoke as revokeSession, revokeOthers, SessionPlace } from "./sessions.ts";
export { listStaff, StaffMember } from "./staff.ts";
export { changeStaffRole, deactivateStaff, reactivateStaff } from "./staff-change.ts";
export { resetStaffFactors } from "./staff-factors.ts";
export {
  appoint,
  invitationAndPerson,
  invite as inviteStaff,
  issueInvitation as issueStaffLink,
  join,
  linkTo as staffLinkTo,
  resendInvitation as resendStaffLink,
} from "./staff-invitation.ts";
export { endSupportAccess, SupportAccess, setSupportAccess, supportAccess } from "./support-access.ts";
export { enter, isLastAdministrator, personOf, sessionBehind, setStaffRole } from "./through-provider.ts";
export { digestOf, newToken } from "./token.ts";
export { inWords } from "./user-agent.ts";
