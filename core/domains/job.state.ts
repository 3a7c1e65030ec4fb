export const jobKinds = ["register"] as const;
export type JobKind = (typeof jobKinds)[number];

export const jobStates = [
  /** Begins when its order is paid. */
  "unpaid",
  /** To be asked for. */
  "due",
  /** Asked for; the registrar has not said yet that it took it. */
  "sent",
  /** Taken and not done: the registrar tells when it is. */
  "accepted",
  "succeeded",
  "failed",
  /** Nobody paid for it, or it was called off in time. */
  "cancelled",
] as const;
export type JobState = (typeof jobStates)[number];
