export const factorKinds = ["totp", "passkey"] as const;
export type FactorKind = (typeof factorKinds)[number];

/** More would be names that nobody can tell apart. */
export const factorsMax = 10;
export const factorNameMax = 60;
