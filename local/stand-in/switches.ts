/** Things asked for in advance, each for so many times. They live in memory: a restart makes everything work again. */
export interface Switches<S extends { times: number }> {
  add(one: S): void;
  clear(): void;
  list(): S[];
  /** The first that matches, which counts as one time. */
  take<T extends S>(matches: (one: S) => one is T): T | undefined;
}

export function createSwitches<S extends { times: number }>(): Switches<S> {
  let waiting: S[] = [];
  return {
    add: (one) => void waiting.push({ ...one }),
    clear: () => {
      waiting = [];
    },
    list: () => waiting.map((one) => ({ ...one })),
    take(matches) {
      const found = waiting.find(matches);
      if (!found) return undefined;
      found.times -= 1;
      waiting = waiting.filter(({ times }) => times > 0);
      return found;
    },
  };
}

/** `/v1/refunds`, or `/v1/checkout/sessions/*` for everything below. */
export const covers = (pattern: string, path: string): boolean =>
  pattern.endsWith("*") ? path.startsWith(pattern.slice(0, -1)) : path === pattern;
