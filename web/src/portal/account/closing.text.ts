import { graceDays, keptYears } from "#core/privacy/closing.state.ts";
import { dictionary } from "#web/lib/dictionary.ts";

export const text = dictionary({
  en: {
    title: "Your data",
    failed: "What can be done with your data can’t be shown right now",
    loading: "Loading what can be done with your data",
    exportTitle: "Take it along",
    exportLine:
      "One JSON file with everything the account holds: details, people, orders, websites, operations and the log.",
    export: "Export",
    file: "rookery-account.json",
    exported: "The export was saved.",
    closeTitle: "Close the account",
    closeLine: `For ${graceDays} days you can take it back. Then everything that says who you are is erased for good. Orders and what was paid stay for ${keptYears} years, as tax law wants.`,
    services: (count: number) =>
      count === 1
        ? "Delete its website first: 1 is still there."
        : `Delete its websites first: ${count} are still there.`,
    orders: (count: number) => (count === 1 ? "1 order is not settled yet." : `${count} orders are not settled yet.`),
    close: "Close the account",
    askTitle: "Close the account?",
    askText: (day: string) =>
      `It goes on working until ${day}. Then names, addresses, keys and sign-ins are erased, also of people who belong to no other account. Nobody can bring them back.`,
    keep: "Keep it",
    closed: (day: string) => `Closed. It will be erased on ${day}.`,
    closedTitle: (day: string) => `This account will be erased on ${day}`,
    closedLine: "Until then nothing is lost.",
    reopen: "Take it back",
    reopened: "The account stays.",
  },
  de: {
    title: "Ihre Daten",
    failed: "Was mit Ihren Daten getan werden kann, kann gerade nicht angezeigt werden",
    loading: "Es wird geladen, was mit Ihren Daten getan werden kann",
    exportTitle: "Mitnehmen",
    exportLine:
      "Eine JSON-Datei mit allem, was das Konto enthält: Angaben, Personen, Bestellungen, Websites, Vorgänge und das Protokoll.",
    export: "Exportieren",
    file: "rookery-konto.json",
    exported: "Der Export wurde gespeichert.",
    closeTitle: "Konto schließen",
    closeLine: `Das können Sie ${graceDays} Tage lang zurücknehmen. Danach wird alles, was sagt, wer Sie sind, endgültig gelöscht. Bestellungen und Zahlungen bleiben ${keptYears} Jahre lang, wie das Steuerrecht es verlangt.`,
    services: (count) =>
      count === 1
        ? "Löschen Sie zuerst seine Website: 1 ist noch da."
        : `Löschen Sie zuerst seine Websites: ${count} sind noch da.`,
    orders: (count) =>
      count === 1
        ? "1 Bestellung ist noch nicht abgeschlossen."
        : `${count} Bestellungen sind noch nicht abgeschlossen.`,
    close: "Konto schließen",
    askTitle: "Konto schließen?",
    askText: (day) =>
      `Es funktioniert noch bis ${day}. Dann werden Namen, Adressen, Schlüssel und Anmeldungen gelöscht, auch von Personen, die zu keinem anderen Konto gehören. Niemand kann sie zurückholen.`,
    keep: "Behalten",
    closed: (day) => `Geschlossen. Es wird am ${day} gelöscht.`,
    closedTitle: (day) => `Dieses Konto wird am ${day} gelöscht`,
    closedLine: "Bis dahin geht nichts verloren.",
    reopen: "Zurücknehmen",
    reopened: "Das Konto bleibt.",
  },
});
