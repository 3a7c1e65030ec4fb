export const challengeMethods = ["http-01", "dns-01"] as const;
/** How control over the names is shown: by a page of theirs, or by a record in the DNS, as wildcards want it. */
export type ChallengeMethod = (typeof challengeMethods)[number];

/** `manual`: somebody brings it, and the next one, too. */
export const certificateMethods = [...challengeMethods, "manual"] as const;
export type CertificateMethod = (typeof certificateMethods)[number];

export const certificateStates = ["requested", "valid", "failed"] as const;
/** `valid` is there to be served, also while its successor is on its way or could not be had; `failed` never came to be. */
export type CertificateState = (typeof certificateStates)[number];
