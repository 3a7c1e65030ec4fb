/** Providers of others which the platform calls with a login of its own. */
export const integrationNames = ["autodns"] as const;
export type IntegrationName = (typeof integrationNames)[number];

export type IntegrationState = "unused" | "working" | "failing";

/** The last call decides: what came to nothing before it is told beside it. */
export function stateOf(noted: { answeredAt: string | Date | null; failures: number }): IntegrationState {
  if (noted.failures > 0) return "failing";
  return noted.answeredAt === null ? "unused" : "working";
}
