export { contactOf } from "./person.ts";
export { register } from "./registration.ts";
export { authenticate, current, type NewSession, Session, signIn, signOut } from "./session.ts";
export { appoint } from "./staff.ts";
