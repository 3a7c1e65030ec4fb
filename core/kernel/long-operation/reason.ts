import { z } from "zod";
import type { ReasonFacts } from "../errors.ts";

/** Why something waits or has failed. `about`: the names and figures of its message, by what they are. */
export const Reason = z
  .object({
    code: z.string(),
    message: z.string(),
    about: z.record(z.string(), z.union([z.string(), z.number(), z.null()])).nullable(),
  })
  .meta({ id: "Reason" });

export const reasonOf = (code: string | null, message: string | null, about: ReasonFacts | null) =>
  code === null ? null : { code, message: message ?? "", about };
