import { z } from "zod";
import { extraCountMax } from "../catalog/catalog.state.ts";
import * as Catalog from "../catalog/index.ts";
import type { Tx } from "../kernel/db.ts";
import { DomainError } from "../kernel/errors.ts";
import { Id } from "../kernel/id.ts";

/** All that there is to be on top of a plan, each by the version that was shown. */
export const WantedExtras = z
  .array(z.strictObject({ versionId: Id("planVersion"), count: z.int().min(1).max(extraCountMax) }))
  .max(50)
  .refine((wanted) => new Set(wanted.map(({ versionId }) => versionId)).size === wanted.length, {
    error: "Name each of them once.",
  });
type WantedExtras = z.output<typeof WantedExtras>;

/** What was asked for, as it is sold now; what is there already stays as it was sold, but gets no more of that. */
export async function chosenExtras(
  tx: Tx,
  wanted: WantedExtras,
  { planId, had }: { planId: Id<"plan">; had: readonly Catalog.SoldExtra[] },
): Promise<Catalog.SoldExtra[]> {
  if (wanted.length === 0) return [];
  const offered = await Catalog.extrasFor(tx, planId);
  return wanted.map(({ versionId, count }) => {
    const now = offered.find((one) => one.versionId === versionId);
    if (now) return { id: now.id, versionId, name: now.name, count };
    const kept = had.find((one) => one.versionId === versionId && one.count >= count);
    if (kept) return { ...kept, count };
    const message = "What an extra costs or holds has just changed, or it is no longer on sale. Look at them again.";
    throw new DomainError("conflict", "extra.changed", message);
  });
}

/** In words: "2 × 1 GB memory". */
export const wordsOf = (extras: readonly Catalog.SoldExtra[]): string =>
  extras.map(({ count, name }) => `${count} × ${name}`).join(", ");

/** What something is sold by, for whoever reads why it does not fit. */
export const nameWith = (planName: string, extras: readonly Catalog.SoldExtra[]): string =>
  extras.length === 0 ? planName : `${planName} with ${wordsOf(extras)}`;
