export interface Measurement {
  name: string;
  value: number;
  unit: string;
  /** The least that this machine needs for it, measured in the same run and the same unit. */
  floor?: { name: string; value: number };
  /** Of the value itself, or of value divided by floor. */
  target?: { of: "value" | "ratio"; atMost: number } | { of: "value"; atLeast: number };
}

export interface Bench {
  bench(): Promise<Measurement[]>;
}

/** The value at `share` of the sorted samples: 0.5 is the median. */
export function quantile(samples: readonly number[], share: number): number {
  const sorted = samples.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

/** Milliseconds that `run` takes, `count` times one after the other. */
export async function timesOf(count: number, run: () => Promise<unknown>): Promise<number[]> {
  const times: number[] = [];
  for (let n = 0; n < count; n++) {
    const startedAt = performance.now();
    await run();
    times.push(performance.now() - startedAt);
  }
  return times;
}
