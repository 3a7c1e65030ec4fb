import { z } from "zod";
import type { domain } from "./domain.sql.ts";
import { challengeLabel } from "./domain.state.ts";

export const ProofRecord = z.object({ type: z.literal("TXT"), name: z.string(), value: z.string() });

/** What has to stand in the DNS of a name that is held elsewhere and not proven; else nothing. */
export const proofOf = ({
  name,
  challenge,
  provenAt,
}: Pick<typeof domain.$inferSelect, "name" | "challenge" | "provenAt">): z.infer<typeof ProofRecord> | null =>
  challenge === null || provenAt !== null ? null : { type: "TXT", name: `${challengeLabel}.${name}`, value: challenge };
