export const messageStates = [
  /** It had its effect, and the registrar knows. */
  "handled",
  /** It had its effect, and was not confirmed yet. */
  "waiting",
  /** It could not have its effect: those behind it wait. */
  "failed",
] as const;
export type MessageState = (typeof messageStates)[number];
