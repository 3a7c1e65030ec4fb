import type { NewSession, SignedIn } from "./session.ts";

/** The session of somebody who needs nothing but the password. */
export function wholly(signedIn: SignedIn): NewSession {
  if ("pending" in signedIn) throw new Error("a second factor is asked for");
  return signedIn;
}
