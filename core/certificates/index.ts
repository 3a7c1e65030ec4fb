export { keepBrought, removeBrought, requestSigning } from "./brought/brought.ts";
export { ending, endingToTell, remind } from "./brought/ending.ts";
export type { CertificateState, ChallengeMethod } from "./certificate.state.ts";
export { chainsToShow, read, securedHosts, toDeploy } from "./certificate.ts";
export { namesOf } from "./certificate-rows.ts";
export {
  Certificate,
  Certificates,
  certificateById,
  certificatesOfDomain,
  orderWildcard,
  retry,
} from "./domain-certificates.ts";
export { issueEndings } from "./endings.ts";
export { CertificateCounts, healthOf, TroubledCertificate } from "./health.ts";
export { certifiedName, covers } from "./names.state.ts";
export { issuePlan } from "./plans.ts";
export type { CertificateAuthority } from "./ports.ts";
export { type CertificateChecks, check } from "./pre-flight/check.ts";
export type { PreFlightFinding as CheckedFinding } from "./pre-flight/finding.state.ts";
export { factsOf } from "./pre-flight/finding.state.ts";
export type { Place } from "./pre-flight/look.ts";
export { putRight } from "./pre-flight/put-right.ts";
export type { Answering, ChallengeAnswers } from "./prove.ts";
export { asking, due, late, renew } from "./renewal.ts";
export { ask } from "./renewal-info.ts";
export { certificateFor, forget, requestCertificate } from "./request.ts";
export { HostCertificate, shownAt } from "./shown.ts";
export { wake } from "./waking.ts";

/** Loaded with the first certificate that is asked for. */
export const obtain: typeof import("./obtain.ts").obtain = async (...args) =>
  (await import("./obtain.ts")).obtain(...args);
export const preFlight: typeof import("./pre-flight/pre-flight.ts").preFlight = async (...args) =>
  (await import("./pre-flight/pre-flight.ts")).preFlight(...args);
/** Whether an authority would only count another order: then it is looked before anything is ordered. */
export const isLimited = async (...args: Parameters<typeof import("./pre-flight/pre-flight.ts").facts>) =>
  ((await (await import("./pre-flight/pre-flight.ts")).facts(...args))?.limits.size ?? 0) > 0;
export const lookNow: typeof import("./pre-flight/look-now.ts").lookNow = async (...args) =>
  (await import("./pre-flight/look-now.ts")).lookNow(...args);
export const dropOrder = async (...args: Parameters<typeof import("./order.ts").dropOrder>): Promise<null> =>
  (await import("./order.ts")).dropOrder(...args);
