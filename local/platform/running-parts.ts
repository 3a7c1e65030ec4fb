interface Part {
  stop(): Promise<void>;
}

type Started<T extends readonly Promise<Part>[]> = { [K in keyof T]: Awaited<T[K]> };

/** What has been started so far, so that it can be stopped from the last to the first: also when a start fails. */
export function runningParts() {
  const stops: (() => Promise<void>)[] = [];
  let stopping: Promise<void> | undefined;

  function add<T>(part: T, stop: (part: T) => Promise<void>): T {
    stops.push(() => stop(part));
    return part;
  }

  /** Starts side by side. When one fails, the others are in place to be stopped. */
  async function all<T extends readonly Promise<Part>[]>(starts: readonly [...T]): Promise<Started<T>> {
    const outcomes = await Promise.allSettled(starts);
    for (const outcome of outcomes) if (outcome.status === "fulfilled") add(outcome.value, (part) => part.stop());
    return (await Promise.all(starts)) as Started<T>;
  }

  async function stopAll(): Promise<void> {
    const failures: unknown[] = [];
    for (const stop of stops.reverse()) await stop().catch((error: unknown) => failures.push(error));
    if (failures.length > 0) throw new AggregateError(failures, "Not everything could be stopped.");
  }

  return {
    add,
    all,
    stop: () => {
      stopping ??= stopAll();
      return stopping;
    },
  };
}
