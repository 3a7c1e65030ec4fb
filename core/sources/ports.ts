import { z } from "zod";
import type { Id } from "../kernel/id.ts";
import { checkOutcomes } from "./source.state.ts";

/** What came of a look at a repository. */
export const SourceCheck = z
  .object({
    outcome: z.enum(checkOutcomes),
    /** Where its branch stands; null where nothing was found. */
    commit: z.string().nullable(),
  })
  .meta({ id: "SourceCheck" });
export type SourceCheck = z.infer<typeof SourceCheck>;

/** A repository as somebody typed it, for a service that is to be built from it or, without one, for an order. */
export interface TypedSource {
  accountId: Id<"account">;
  serviceId?: Id<"service"> | undefined;
  url: string;
  branch: string;
  hostKey?: string | undefined;
  /** Of services alone: an order keeps no secrets. */
  token?: string | undefined;
}

/** Looks at repositories from nodes while a person waits. Only functions/node has the address that nodes let in. */
export interface SourceChecks {
  checkSource(request: TypedSource): Promise<SourceCheck>;
}

declare module "../kernel/operation.ts" {
  interface Ports {
    sourceChecks: SourceChecks;
  }
}
