import { z } from "zod";
import { DomainError } from "../../kernel/errors.ts";
import type { AskedVerification } from "../ports.ts";
import { type Autodns, segment } from "./client.ts";
import { dateOf } from "./domain.ts";

const Asked = z.object({
  ...{ messageSend: z.string().nullish(), confirmed: z.string().nullish(), failed: z.string().nullish() },
  domains: z.array(z.object({ deactivation: z.string().nullish() })).nullish(),
});

/** What they ask of a holder's address; undefined: nothing. */
export async function readVerification(call: Autodns, handle: number): Promise<AskedVerification | undefined> {
  const path = `/contact/${segment(handle)}/verification`;
  const [found] = await call({ method: "GET", path, data: Asked }).then(
    ({ data }) => data,
    (error: unknown) => {
      // They refuse to tell of what there is not.
      if (error instanceof DomainError && error.code === "registry.refused") return [];
      throw error;
    },
  );
  if (!found) return undefined;
  const ends = (found.domains ?? []).flatMap(({ deactivation }) => dateOf(deactivation) ?? []);
  const verifyBy = ends.toSorted((one, other) => one.getTime() - other.getTime())[0] ?? null;
  const mailedAt = dateOf(found.messageSend);
  // What was answered or missed before the newest mail is of an older one.
  const since = (date: Date | null) => date !== null && date.getTime() >= (mailedAt?.getTime() ?? 0);
  const ended = since(dateOf(found.failed)) ? "failed" : "pending";
  return { verification: since(dateOf(found.confirmed)) ? "verified" : ended, verifyBy, mailedAt };
}

export async function resendVerification(call: Autodns, handle: number): Promise<void> {
  await call({ method: "PUT", path: `/contact/${segment(handle)}/verification/_resendEmail`, data: z.unknown() });
}
