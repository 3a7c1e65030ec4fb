export { deviceAndPerson } from "./device.ts";
export { changePassword } from "./password-change.ts";
export { contactOf } from "./person.ts";
export { register } from "./registration.ts";
export { authenticate, current, type NewSession, Session, signIn, signOut } from "./session.ts";
export { Ended, list as listSessions, revoke as revokeSession, revokeOthers, SessionPlace } from "./sessions.ts";
export { appoint } from "./staff.ts";
export { inWords } from "./user-agent.ts";
