const dayMs = 86_400_000;
const hourMs = 3_600_000;
/** Below this a third of the lifetime is too little time to notice that something is wrong. */
const shortMs = 10 * dayMs;
/** Of the lifetime, by chance: certificates that were issued together are not all renewed together. */
const spread = 0.05;

export interface Lifetime {
  notBefore: Date;
  notAfter: Date;
}

const lengthOf = ({ notBefore, notAfter }: Lifetime): number => notAfter.getTime() - notBefore.getTime();

/**
 * After two thirds of its lifetime at the latest, after half of a short one: never so many days before the end, which
 * lifetimes outrun. `chance` is from 0 to 1.
 */
export function renewAtOf(lifetime: Lifetime, chance: number): Date {
  const length = lengthOf(lifetime);
  const share = (length < shortMs ? 1 / 2 : 2 / 3) - spread * chance;
  return new Date(lifetime.notBefore.getTime() + length * share);
}

/** Somewhere in the window that an authority has named. */
export const withinWindow = ({ start, end }: { start: Date; end: Date }, chance: number): Date =>
  new Date(start.getTime() + (end.getTime() - start.getTime()) * chance);

/** Until an authority that did not answer is asked again when to renew. */
export const unansweredSeconds = 3_600;
export const secondsAfter = (from: Date, seconds: number): Date => new Date(from.getTime() + seconds * 1000);

/** What an authority's window makes of a renewal: what lies in it stays, so that asking often draws nothing nearer. */
export const renewalWithin = (window: { start: Date; end: Date }, renewAt: Date, chance: number): Date =>
  renewAt >= window.start && renewAt <= window.end ? renewAt : withinWindow(window, chance);

/** A failed renewal is tried again after an hour, then after twice as long each time, and ten times before the end at least. */
export function tryAgainAt(lifetime: Lifetime, failures: number, now: Date): Date {
  const waitMs = Math.min(hourMs * 2 ** Math.min(failures - 1, 10), lengthOf(lifetime) / 30, dayMs);
  return new Date(now.getTime() + waitMs);
}

/** With less than this of its lifetime left something has gone wrong for long enough to tell somebody. */
export const isLate = (lifetime: Lifetime, now: Date): boolean =>
  lifetime.notAfter.getTime() - now.getTime() < lengthOf(lifetime) / 3 - lengthOf(lifetime) * spread;
