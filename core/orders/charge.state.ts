/** So many days before a name ends the kept card is charged for its renewal, until that succeeds. */
export const chargeDays = [22, 14, 7, 2] as const;
/** Whoever has agreed to be charged is told so long before. */
export const noticeDays = 7;

const dayMs = 86_400_000;

/** The next time after a moment; null: none is left before it ends. */
export function nextChargeOf({ payUntil }: { payUntil: Date | null }, after: Date): Date | null {
  if (payUntil === null) return null;
  const times = chargeDays.map((days) => payUntil.getTime() - days * dayMs);
  const next = times.find((time) => time > after.getTime());
  return next === undefined ? null : new Date(next);
}

/** The first time, of an order that is placed and told of now. */
export const firstChargeOf = (order: { payUntil: Date | null }, now: Date): Date | null =>
  nextChargeOf(order, new Date(now.getTime() + noticeDays * dayMs));
