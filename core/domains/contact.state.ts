export const contactKinds = ["person", "organization"] as const;
export type ContactKind = (typeof contactKinds)[number];

/** Whether the holder has shown to the registry that they can be reached. */
export const verifications = ["none", "pending", "verified", "failed"] as const;
export type Verification = (typeof verifications)[number];

/** Of one account. */
export const contactsMax = 50;
