import { describe, expect, test } from "vitest";
import {
  add,
  addVat,
  allocate,
  compare,
  extractVat,
  Money,
  money,
  multiply,
  negate,
  type Rounding,
  subtract,
  sum,
} from "./money.ts";

/** Numbers that look random and are the same on every run, so that a failure can be repeated. */
function numbers(seed: number): (below: number) => number {
  let state = seed >>> 0;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

const amounts = (seed: number, count: number): Money[] => {
  const pick = numbers(seed);
  return Array.from({ length: count }, () => money(pick(2_000_000_001) - 1_000_000_000));
};

describe("the schema", () => {
  test("takes whole cents in a known currency and nothing else", () => {
    expect(Money.parse({ minor: 1299, currency: "EUR" })).toEqual({ minor: 1299, currency: "EUR" });
    for (const wrong of [
      { minor: 12.5, currency: "EUR" },
      { minor: 2 ** 53, currency: "EUR" },
      { minor: Number.NaN, currency: "EUR" },
      { minor: "1299", currency: "EUR" },
      { minor: 1299, currency: "USD" },
      { minor: 1299 },
    ]) {
      expect(Money.safeParse(wrong).success).toBe(false);
    }
  });

  test("an object that nobody checked is not Money to the compiler", () => {
    // @ts-expect-error a literal bypasses the check that cents are whole
    const unchecked: Money = { minor: 12.5, currency: "EUR" };
    expect(() => add(unchecked, money(1))).toThrow(RangeError);
  });
});

describe("addition", () => {
  test("is exact, commutative, associative, and undone by subtraction", () => {
    const values = amounts(1, 300);
    for (const [index, a] of values.entries()) {
      const b = values[(index * 7 + 1) % values.length] ?? a;
      const c = values[(index * 13 + 5) % values.length] ?? a;
      expect(add(a, b)).toEqual(add(b, a));
      expect(add(add(a, b), c)).toEqual(add(a, add(b, c)));
      expect(subtract(add(a, b), b)).toEqual(a);
      expect(add(a, negate(a))).toEqual(money(0));
      expect(compare(a, b)).toBe(0 - compare(b, a));
    }
    expect(sum(values).minor).toBe(values.reduce((all, { minor }) => all + minor, 0));
    expect(sum([])).toEqual(money(0));
  });

  test("past the safe range is refused rather than wrong by a cent", () => {
    expect(() => add(money(Number.MAX_SAFE_INTEGER), money(1))).toThrow(RangeError);
    expect(() => multiply(money(Number.MAX_SAFE_INTEGER), [2, 1], "trunc")).toThrow(RangeError);
  });

  test("of two currencies is refused", () => {
    const foreign = { minor: 1, currency: "USD" } as unknown as Money;
    expect(() => add(money(1), foreign)).toThrow(TypeError);
    expect(() => compare(money(1), foreign)).toThrow(TypeError);
  });

  test("never yields a negative zero, which JSON and comparison treat differently", () => {
    expect(Object.is(negate(money(0)).minor, 0)).toBe(true);
    expect(Object.is(multiply(money(-1), [1, 3], "trunc").minor, 0)).toBe(true);
  });
});

describe("multiplication", () => {
  const halves: Record<Rounding, number[]> = {
    //           -2.5 -1.5 -0.5  0.5 1.5 2.5
    halfExpand: [-3, -2, -1, 1, 2, 3],
    halfEven: [-2, -2, 0, 0, 2, 2],
    floor: [-3, -2, -1, 0, 1, 2],
    ceil: [-2, -1, 0, 1, 2, 3],
    trunc: [-2, -1, 0, 0, 1, 2],
    expand: [-3, -2, -1, 1, 2, 3],
  };
  for (const [rounding, expected] of Object.entries(halves) as [Rounding, number[]][]) {
    test(`settles halves by ${rounding}`, () => {
      expect([-5, -3, -1, 1, 3, 5].map((minor) => multiply(money(minor), [1, 2], rounding).minor)).toEqual(expected);
      expect([5, 3, 1, -1, -3, -5].map((minor) => multiply(money(minor), [1, -2], rounding).minor)).toEqual(expected);
    });
  }

  test("is never further than one cent from the exact value, and half rounding never further than half", () => {
    const pick = numbers(2);
    for (const amount of amounts(3, 300)) {
      const ratio = [pick(999) + 1, pick(999) + 1] as const;
      const exact = (amount.minor * ratio[0]) / ratio[1];
      for (const rounding of Object.keys(halves) as Rounding[]) {
        const off = Math.abs(multiply(amount, ratio, rounding).minor - exact);
        expect(off).toBeLessThan(rounding.startsWith("half") ? 0.5 + 1e-3 : 1);
      }
    }
  });

  test("is exact where floating point is not", () => {
    expect(multiply(money(9_007_199_254_740_991), [3, 3], "halfExpand").minor).toBe(9_007_199_254_740_991);
    expect(multiply(money(105), [110, 100], "halfExpand").minor).toBe(116);
    expect(() => multiply(money(100), [0.1, 1], "halfExpand")).toThrow(RangeError);
    expect(() => multiply(money(100), [1, 0], "halfExpand")).toThrow(RangeError);
  });
});

describe("allocation", () => {
  test("loses no cent, gives nothing to a zero weight, and is within one cent of each fair share", () => {
    const pick = numbers(4);
    for (const amount of amounts(5, 500)) {
      const weights = Array.from({ length: pick(9) + 1 }, () => pick(5));
      if (!weights.some((weight) => weight > 0)) weights[0] = 1;
      const total = weights.reduce((all, weight) => all + weight, 0);
      const parts = allocate(amount, weights);
      expect(sum(parts)).toEqual(amount);
      for (const [index, part] of parts.entries()) {
        const weight = weights[index] ?? 0;
        expect(Math.abs(part.minor - (amount.minor * weight) / total)).toBeLessThan(1);
        if (weight === 0) expect(part.minor).toBe(0);
      }
    }
  });

  test("treats a refund as the mirror of the charge", () => {
    for (const amount of amounts(6, 100)) {
      expect(allocate(negate(amount), [3, 1, 2]).map((part) => part.minor)).toEqual(
        allocate(amount, [3, 1, 2]).map((part) => negate(part).minor),
      );
    }
  });

  test("gives the spare cents to the largest remainders, earlier ones first", () => {
    expect(allocate(money(100), [1, 1, 1]).map((part) => part.minor)).toEqual([34, 33, 33]);
    expect(allocate(money(5), [3, 7]).map((part) => part.minor)).toEqual([2, 3]);
    expect(allocate(money(1), [1, 2]).map((part) => part.minor)).toEqual([0, 1]);
  });

  test("refuses weights it cannot share by", () => {
    for (const weights of [[], [0, 0], [1, -1], [0.5, 0.5]])
      expect(() => allocate(money(1), weights)).toThrow(RangeError);
  });
});

describe("value added tax", () => {
  test("net and tax always make the gross amount, in both directions", () => {
    for (const amount of amounts(7, 500)) {
      for (const basisPoints of [0, 700, 1900, 2000, 2550, 10_000]) {
        const onTop = addVat(amount, basisPoints);
        expect(add(onTop.net, onTop.vat)).toEqual(onTop.gross);
        const contained = extractVat(amount, basisPoints);
        expect(add(contained.net, contained.vat)).toEqual(contained.gross);
      }
    }
  });

  test("taking the tax out of what it was added to gives the net amount back", () => {
    for (const net of amounts(8, 500)) {
      for (const basisPoints of [700, 1900, 2550]) {
        expect(extractVat(addVat(net, basisPoints).gross, basisPoints).net).toEqual(net);
      }
    }
  });

  test("follows the commercial rounding of invoices", () => {
    expect(addVat(money(999), 1900)).toEqual({ net: money(999), vat: money(190), gross: money(1189) });
    expect(extractVat(money(1190), 1900)).toEqual({ net: money(1000), vat: money(190), gross: money(1190) });
    expect(addVat(money(50), 700).vat).toEqual(money(4));
    expect(addVat(money(-50), 700).vat).toEqual(money(-4));
    for (const wrong of [-1, 0.19, 10_001, Number.NaN]) expect(() => addVat(money(1), wrong)).toThrow(RangeError);
  });
});
