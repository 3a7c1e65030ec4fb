/** How long calls about two subjects took, each in milliseconds, in the order in which they ran. */
export interface Times {
  ours: number[];
  others: number[];
}

/** In turns, so that whatever else the machine does falls on both alike. */
export async function timesInTurns(
  rounds: number,
  call: (which: keyof Times, round: number) => Promise<unknown>,
): Promise<Times> {
  const times: Times = { ours: [], others: [] };
  for (let round = 0; round < rounds; round++) {
    const order = ["ours", "others"] as const;
    for (const which of round % 2 === 0 ? order : order.toReversed()) {
      const begun = performance.now();
      await call(which, round);
      times[which].push(performance.now() - begun);
    }
  }
  return times;
}

/** How often a call about ours took longer than one about the other: a half means that time tells nothing. */
export function longer({ ours, others }: Times): number {
  const won = ours.flatMap((mine) => others.map((theirs) => (mine > theirs ? 1 : mine === theirs ? 0.5 : 0)));
  return won.reduce((sum: number, each) => sum + each, 0) / won.length;
}

export const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;

/** One line of figures; what they are measured on decides too much for a test to judge them. */
export const figuresOf = (what: string, times: Times): string =>
  `${what}: ${median(times.ours).toFixed(1)} ms known, ${median(times.others).toFixed(1)} ms unknown, known took longer in ${(longer(times) * 100).toFixed(0)} % of all pairs`;
