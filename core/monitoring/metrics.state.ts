/** How fine what is kept is, in seconds, and for how long. Each is added up from the one before. */
export const resolutions = [
  { step: 60, keptHours: 26 },
  { step: 3_600, keptHours: 32 * 24 },
  { step: 86_400, keptHours: 400 * 24 },
] as const;

/** What can be asked for. `hours` are a multiple of `step`, so that every range has the same number of points always. */
export const ranges = {
  "1h": { hours: 1, step: 60 },
  "24h": { hours: 24, step: 300 },
  "7d": { hours: 7 * 24, step: 3_600 },
  "30d": { hours: 30 * 24, step: 14_400 },
  "13mo": { hours: 396 * 24, step: 86_400 },
} as const;
export type MetricsRange = keyof typeof ranges;
export const metricsRanges = Object.keys(ranges) as [MetricsRange, ...MetricsRange[]];

/** Upper bounds of the histogram of response times, in milliseconds; a last bucket is for what took longer. */
export const timeBounds = [2, 5, 10, 20, 50, 100, 200, 500, 1_000, 2_000, 5_000, 10_000] as const;

/** The time that a share of all answers did not exceed: within its bucket as if they lay evenly there. */
export function quantile(times: readonly number[], share: number): number | null {
  const total = times.reduce((sum, count) => sum + count, 0);
  if (total === 0) return null;
  let left = share * total;
  for (const [index, count] of times.entries()) {
    if (left <= count && count > 0) {
      const lower = timeBounds[index - 1] ?? 0;
      const upper = timeBounds[index] ?? lower;
      return Math.round((lower + ((upper - lower) * left) / count) * 10) / 10;
    }
    left -= count;
  }
  return timeBounds.at(-1) ?? null;
}
