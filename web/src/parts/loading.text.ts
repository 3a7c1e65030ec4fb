import { dictionary } from "#web/lib/dictionary.ts";

/** What every list and page says when reading fails; `failed` is the one sentence each of them fills in. */
export const loading = dictionary({
  en: {
    retry: "Try again",
    reference: "Reference",
    stale: "Not up to date.",
    words: (failed: string) => ({
      failed,
      stale: "Not up to date.",
      retry: "Try again",
      reference: "Reference",
    }),
  },
  de: {
    retry: "Erneut versuchen",
    reference: "Referenz",
    stale: "Nicht auf dem neuesten Stand.",
    words: (failed) => ({
      failed,
      stale: "Nicht auf dem neuesten Stand.",
      retry: "Erneut versuchen",
      reference: "Referenz",
    }),
  },
});
