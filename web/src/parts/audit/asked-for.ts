import { type ActorKind, actorKinds, type Family, familyNames } from "#core/audit/audit.state.ts";
import type { AuditFilter } from "#web/data/audit.ts";

export const filterKeys = ["from", "to", "actor", "person", "family", "target", "account"] as const;
export type FilterKey = (typeof filterKeys)[number];
export type Chosen = { [Key in FilterKey]?: string };

const day = /^20\d\d-\d\d-\d\d$/;

/** The instant at which a day begins where the reader is, so many days later. */
function dayStart(date: string | undefined, plusDays = 0): string | undefined {
  if (date === undefined || !day.test(date)) return undefined;
  const [year = 0, month = 1, dayOfMonth = 1] = date.split("-").map(Number);
  const start = new Date(year, month - 1, dayOfMonth + plusDays);
  return Number.isNaN(start.getTime()) ? undefined : start.toISOString();
}

const oneOf = <Value extends string>(values: readonly Value[], given: string | undefined): Value | undefined =>
  values.find((value) => value === given);

/** What an address says, as the API takes it; what it cannot take is left out. */
export function askedFor(chosen: Chosen): AuditFilter {
  const asked = {
    from: dayStart(chosen.from),
    to: dayStart(chosen.to, 1),
    actor: oneOf<ActorKind>(actorKinds, chosen.actor),
    family: oneOf<Family>(familyNames, chosen.family),
    personId: chosen.person || undefined,
    target: chosen.target || undefined,
    accountId: chosen.account || undefined,
  };
  return Object.fromEntries(Object.entries(asked).filter(([, value]) => value !== undefined));
}
