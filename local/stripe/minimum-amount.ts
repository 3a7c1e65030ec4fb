import { invalid } from "./error.ts";

/** The least a card payment may be, in the smallest unit, for the currencies Stripe lists a minimum for. */
const minimums: Record<string, number> = {
  chf: 50,
  czk: 1500,
  dkk: 250,
  eur: 50,
  gbp: 30,
  nok: 300,
  pln: 200,
  sek: 300,
  usd: 50,
};

export function checkMinimum(amount: number, currency: string, param: string): void {
  const least = minimums[currency] ?? 1;
  if (amount >= least) return;
  throw invalid(`Amount must be no less than ${(least / 100).toFixed(2)} ${currency}`, param, "amount_too_small");
}
