import { z } from "zod";
import type { Id } from "../kernel/id.ts";

/** What a site wrote while it ran. */
export const SiteLog = z
  .object({
    lines: z.array(z.object({ at: z.string(), service: z.string(), stream: z.enum(["out", "err"]), text: z.string() })),
    /** Pass it back as `after` to get what came since. */
    cursor: z.string().nullable(),
  })
  .meta({ id: "SiteLog" });
export type SiteLog = z.infer<typeof SiteLog>;

export interface SiteLogRequest {
  serviceId: Id<"service">;
  after?: string | undefined;
}

/** Reads from nodes that a person waits for. Only functions/node has the address that nodes let in. */
export interface NodeReads {
  siteLog(request: SiteLogRequest): Promise<SiteLog>;
}

declare module "../kernel/operation.ts" {
  interface Ports {
    nodeReads: NodeReads;
  }
}
