import { dictionary } from "#web/lib/dictionary.ts";

export const text = dictionary({
  en: {
    shell: {
      skip: "Skip to content",
      main: "Main",
      tabs: "Tabs",
      account: "Account",
      dismiss: "Dismiss",
    },
    loadingPage: "Loading the page",
    brokenTitle: "This page stopped working",
    broken: "Something on it failed. Nothing you saved is lost.",
    reload: "Load it again",
    reference: "Reference",
  },
  de: {
    shell: {
      skip: "Zum Inhalt springen",
      main: "Hauptmenü",
      tabs: "Reiter",
      account: "Konto",
      dismiss: "Schließen",
    },
    loadingPage: "Seite wird geladen",
    brokenTitle: "Diese Seite funktioniert nicht mehr",
    broken: "Etwas darauf ist fehlgeschlagen. Nichts, was Sie gespeichert haben, ist verloren.",
    reload: "Neu laden",
    reference: "Referenz",
  },
});
