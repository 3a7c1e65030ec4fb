export const jobKinds = [
  ...(["register", "transfer", "renew", "restore"] as const),
  ...(["name_servers", "owner", "lock", "privacy", "dnssec"] as const),
  /** Follows on another holder, who takes the former one's place in the other roles too. */
  "contacts",
] as const;
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

/** What became of the money for a part of an order that failed. */
export const refundStates = ["pending", "succeeded", "failed"] as const;
export type RefundState = (typeof refundStates)[number];

const allowedFrom = {
  /** Asking for it now, in place of when its time has come. */
  retry: ["due", "sent", "accepted", "failed"],
  call_off: ["unpaid", "due"],
} satisfies Record<string, JobState[]>;
export type JobAction = keyof typeof allowedFrom;

/** What was paid for and failed is paid back, and not asked for again. */
export const can = (action: JobAction, job: { state: JobState; orderId: string | null }): boolean =>
  (allowedFrom[action] as readonly JobState[]).includes(job.state) && !(job.state === "failed" && job.orderId !== null);
