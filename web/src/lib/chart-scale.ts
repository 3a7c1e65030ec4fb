/** What a chart draws in, whatever its size on the screen is. */
export const chartWidth = 600;
export const chartHeight = 100;

/** The next round figure: 1, 2 or 5 and zeros. A chart never ends at 0. */
export function roundUp(value: number): number {
  if (value <= 0) return 1;
  const size = 10 ** Math.floor(Math.log10(value));
  const step = [1, 2, 5, 10].find((one) => one * size >= value * 0.999_999);
  return (step ?? 10) * size;
}

const xOf = (index: number, count: number): number => (count < 2 ? chartWidth / 2 : (index / (count - 1)) * chartWidth);
const yOf = (value: number, top: number): number => chartHeight - (Math.min(value, top) / top) * chartHeight;
const rounded = (value: number): string => String(Math.round(value * 100) / 100);
const at = (index: number, count: number, value: number, top: number): string =>
  `${rounded(xOf(index, count))} ${rounded(yOf(value, top))}`;

/** Stretches of what is known: from which point to which, both within. */
function stretches(values: readonly (number | null)[]): [number, number][] {
  const found: [number, number][] = [];
  let from: number | undefined;
  for (const [index, value] of [...values, null].entries()) {
    if (value !== null) from ??= index;
    else if (from !== undefined) {
      found.push([from, index - 1]);
      from = undefined;
    }
  }
  return found;
}

/** A line through what is known. Gaps stay gaps, and a point by itself is a dot: a line without length with round ends. */
export function linePath(values: readonly (number | null)[], top: number): string {
  return stretches(values)
    .map(([from, to]) => {
      const points = values
        .slice(from, to + 1)
        .map((value, offset) => at(from + offset, values.length, value ?? 0, top));
      return points.length === 1 ? `M${points[0]}h0` : `M${points.join("L")}`;
    })
    .join("");
}

/** The area between two lines, where both are known. */
export function areaPath(values: readonly (number | null)[], floor: readonly (number | null)[], top: number): string {
  return stretches(values)
    .filter(([from, to]) => to > from)
    .map(([from, to]) => {
      const indexes = Array.from({ length: to - from + 1 }, (_, offset) => from + offset);
      const along = (of: readonly (number | null)[]) => (index: number) =>
        at(index, values.length, of[index] ?? 0, top);
      return `M${indexes.map(along(values)).join("L")}L${indexes.toReversed().map(along(floor)).join("L")}Z`;
    })
    .join("");
}

/** Each series on top of those before it. */
export function stacked(series: readonly (readonly (number | null)[])[]): (number | null)[][] {
  const sums: (number | null)[][] = [];
  for (const values of series) {
    const below = sums.at(-1);
    sums.push(values.map((value, index) => (value === null ? null : value + (below?.[index] ?? 0))));
  }
  return sums;
}
