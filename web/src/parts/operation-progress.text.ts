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
  de: {
    log: "Protokoll",
    logOf: (step) => `Protokoll von „${step}“`,
    logEmpty: "Noch keine Zeilen.",
    attempt: (attempt) => `Versuch ${attempt}.`,
    progress: (done, total) => `${done} von ${total} Schritten erledigt`,
    heading: (step, total, title) => `Schritt ${step} von ${total}: ${title}`,
    waitingAt: (step, total, title) => `Wartet bei Schritt ${step} von ${total}: ${title}`,
    queued: "Beginnt gleich",
    succeeded: "Abgeschlossen",
    failed: "Abgebrochen",
    undoing: "Alles wird rückgängig gemacht",
    underASecond: "unter 1 s",
    took: (duration) => `dauerte ${duration}`,
    waitingTitle: "Wartet, nichts geht verloren",
    failedTitle: "Das konnte nicht abgeschlossen werden",
  },
});
