import { z } from "zod";

export const Currency = z.enum(["EUR"]);
export type Currency = z.infer<typeof Currency>;

/** An amount in the currency's smallest unit; only `money()` and the functions here make one. */
export const Money = z.object({ minor: z.int(), currency: Currency }).brand<"Money">().meta({ id: "Money" });
export type Money = z.infer<typeof Money>;

/** How an amount that falls between two cents is settled; `halfExpand` rounds halves away from zero, as invoices do. */
export type Rounding = "halfExpand" | "halfEven" | "floor" | "ceil" | "trunc" | "expand";

/** An exact factor, because 0.1 is not exact as a number. */
export type Ratio = readonly [numerator: number, denominator: number];

const BASIS_POINTS = 10_000;

export function money(minor: number, currency: Currency = "EUR"): Money {
  if (!Number.isSafeInteger(minor))
    throw new RangeError(`an amount must be a safe whole number of cents, not ${minor}`);
  return { minor: minor === 0 ? 0 : minor, currency } as Money;
}

export const add = (a: Money, b: Money): Money => money(exact(a) + exact(b), shared(a, b));

export const subtract = (a: Money, b: Money): Money => money(exact(a) - exact(b), shared(a, b));

export const negate = (amount: Money): Money => money(-exact(amount), amount.currency);

export function sum(amounts: readonly Money[], currency: Currency = "EUR"): Money {
  return amounts.reduce(add, money(0, currency));
}

/** `amount × numerator ÷ denominator`, computed exactly and rounded once. */
export function multiply(amount: Money, [numerator, denominator]: Ratio, rounding: Rounding): Money {
  if (denominator === 0) throw new RangeError("a ratio's denominator must not be zero");
  const sign = denominator < 0 ? -1n : 1n;
  const product = BigInt(exact(amount)) * whole(numerator) * sign;
  return fromBigInt(divide(product, whole(denominator) * sign, rounding), amount.currency);
}

export function compare(a: Money, b: Money): -1 | 0 | 1 {
  shared(a, b);
  if (a.minor === b.minor) return 0;
  return a.minor < b.minor ? -1 : 1;
}

/** Splits by whole-number weights; the parts always add up to the amount, spare cents go to the largest remainders. */
export function allocate(amount: Money, weights: readonly number[]): Money[] {
  const shares = weights.map(whole);
  const total = shares.reduce((all, share) => all + share, 0n);
  if (shares.some((share) => share < 0n) || total === 0n) {
    throw new RangeError("weights must not be negative and must not all be zero");
  }
  const minor = BigInt(exact(amount));
  const sign = minor < 0n ? -1n : 1n;
  const parts = shares.map((share, index) => {
    const scaled = minor * sign * share;
    return { index, cents: scaled / total, remainder: scaled % total };
  });
  const spare = Number(parts.reduce((left, part) => left - part.cents, minor * sign));
  const favoured = new Set(
    parts
      .toSorted((a, b) => Number(b.remainder > a.remainder) - Number(b.remainder < a.remainder) || a.index - b.index)
      .slice(0, spare)
      .map((part) => part.index),
  );
  return parts.map(({ index, cents }) => fromBigInt((cents + (favoured.has(index) ? 1n : 0n)) * sign, amount.currency));
}

export interface Taxed {
  readonly net: Money;
  readonly vat: Money;
  readonly gross: Money;
}

/** Tax on top of a net amount; 19 % is 1900 basis points. */
export function addVat(net: Money, basisPoints: number): Taxed {
  const vat = multiply(net, [rate(basisPoints), BASIS_POINTS], "halfExpand");
  return { net, vat, gross: add(net, vat) };
}

/** Tax contained in a gross amount. */
export function extractVat(gross: Money, basisPoints: number): Taxed {
  const vat = multiply(gross, [rate(basisPoints), BASIS_POINTS + basisPoints], "halfExpand");
  return { net: subtract(gross, vat), vat, gross };
}

function shared(a: Money, b: Money): Currency {
  if (a.currency !== b.currency) throw new TypeError(`${a.currency} and ${b.currency} do not mix`);
  return a.currency;
}

function exact({ minor }: Money): number {
  if (!Number.isSafeInteger(minor))
    throw new RangeError(`an amount must be a safe whole number of cents, not ${minor}`);
  return minor;
}

function whole(value: number): bigint {
  if (!Number.isSafeInteger(value)) throw new RangeError(`a factor must be a safe whole number, not ${value}`);
  return BigInt(value);
}

function rate(basisPoints: number): number {
  if (!Number.isInteger(basisPoints) || basisPoints < 0 || basisPoints > BASIS_POINTS) {
    throw new RangeError(`a tax rate must be 0 to ${BASIS_POINTS} basis points, not ${basisPoints}`);
  }
  return basisPoints;
}

function fromBigInt(minor: bigint, currency: Currency): Money {
  return money(Number(minor), currency);
}

/** `denominator` is positive. */
function divide(numerator: bigint, denominator: bigint, rounding: Rounding): bigint {
  const quotient = numerator / denominator;
  const remainder = numerator % denominator;
  if (remainder === 0n) return quotient;
  const away = numerator < 0n ? -1n : 1n;
  const twice = remainder * away * 2n;
  switch (rounding) {
    case "trunc":
      return quotient;
    case "expand":
      return quotient + away;
    case "floor":
      return away < 0n ? quotient - 1n : quotient;
    case "ceil":
      return away > 0n ? quotient + 1n : quotient;
    case "halfExpand":
      return twice >= denominator ? quotient + away : quotient;
    case "halfEven":
      return twice > denominator || (twice === denominator && quotient % 2n !== 0n) ? quotient + away : quotient;
  }
}
