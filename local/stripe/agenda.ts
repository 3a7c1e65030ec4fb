/** Something that has work to do by itself at known times. */
export interface DueSource {
  /** Infinity when there is nothing. */
  nextDueAt(): number;
  runDue(): Promise<void>;
}

export interface Agenda {
  /** To be called after anything that may have made new work. */
  wake(): void;
  /** Does what is due, and what that makes due, until nothing is. */
  run(): Promise<void>;
  stop(): Promise<void>;
}

const LONGEST_TIMER_MS = 60_000;
const AFTER_A_FAULT_MS = 1_000;

export function createAgenda(parts: {
  nowMs: () => number;
  sources: DueSource[];
  log: (line: string) => void;
}): Agenda {
  let timer: NodeJS.Timeout | undefined;
  let running = Promise.resolve();
  let stopped = false;

  const nextDueAt = () => Math.min(...parts.sources.map((source) => source.nextDueAt()));

  const schedule = (atLeastMs = 0) => {
    clearTimeout(timer);
    const next = nextDueAt();
    if (stopped || next === Infinity) return;
    const wait = Math.min(LONGEST_TIMER_MS, Math.max(atLeastMs, next - parts.nowMs()));
    timer = setTimeout(() => void run(), wait);
  };

  const runOnce = async () => {
    try {
      while (!stopped && nextDueAt() <= parts.nowMs()) {
        for (const source of parts.sources) await source.runDue();
      }
      schedule();
    } catch (error) {
      parts.log(`stripe: ${error instanceof Error ? error.message : String(error)}`);
      schedule(AFTER_A_FAULT_MS);
    }
  };

  const run = () => {
    running = running.then(runOnce);
    return running;
  };

  return {
    wake: () => schedule(),
    run,
    async stop() {
      stopped = true;
      clearTimeout(timer);
      await running;
    },
  };
}
