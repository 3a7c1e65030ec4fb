import { dictionary } from "#web/lib/dictionary.ts";

export const text = dictionary({
  en: {
    log: "Log",
    logOf: (step: string) => `Log of ${step.toLowerCase()}`,
    logEmpty: "No lines yet.",
    attempt: (attempt: number) => `Attempt ${attempt}.`,
    progress: (done: number, total: number) => `${done} of ${total} steps done`,
    heading: (step: number, total: number, title: string) => `Step ${step} of ${total}: ${title.toLowerCase()}`,
    waitingAt: (step: number, total: number, title: string) =>
      `Waiting at step ${step} of ${total}: ${title.toLowerCase()}`,
    queued: "Starting in a moment",
    succeeded: "Finished",
    failed: "Stopped",
    undoing: "Putting everything back",
    underASecond: "under 1 s",
    took: (duration: string) => `took ${duration}`,
    waitingTitle: "Waiting, nothing is lost",
    failedTitle: "This could not be finished",
  },
});
