/** The smallest units of an amount that somebody typed, such as "2.90" or "2,90"; undefined when it is none. */
export function parseMoney(typed: string): number | undefined {
  const found = /^(\d{1,9})(?:[.,](\d{1,2}))?$/.exec(typed.trim());
  return found ? Number(found[1]) * 100 + Number((found[2] ?? "").padEnd(2, "0")) : undefined;
}

/** "2.90": an amount as it is typed. */
export const typedMoney = (minor: number): string =>
  `${Math.floor(minor / 100)}.${String(minor % 100).padStart(2, "0")}`;
