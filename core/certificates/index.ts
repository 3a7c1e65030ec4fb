export type { CertificateState, ChallengeMethod } from "./certificate.state.ts";
export { read, securedHosts, toDeploy } from "./certificate.ts";
export { issueEndings } from "./endings.ts";
export { covers } from "./names.state.ts";
export type { ChallengeAnswers } from "./obtain.ts";
export { issuePlan } from "./plans.ts";
export type { CertificateAuthority } from "./ports.ts";
export { due, late, renew } from "./renewal.ts";
export { certificateFor, forget, requestCertificate } from "./request.ts";
export { HostCertificate, shownAt } from "./shown.ts";

/** Loaded with the first certificate that is asked for. */
export const obtain: typeof import("./obtain.ts").obtain = async (...args) =>
  (await import("./obtain.ts")).obtain(...args);
