import { dictionary } from "#web/lib/dictionary.ts";

const things = (count: number, one: string, many: string): string => (count === 1 ? one : `${count} ${many}`);

export const text = dictionary({
  en: {
    loading: "Loading the editor",
    failed: "The editor could not be loaded. Here is the plain text; it is checked when you send it.",
    reading: "Reading the file…",
    keys: "Tab leaves the editor. F8 goes to the next finding, Ctrl and ] or [ indent.",
    usable: "This file can be used.",
    refused: (errors: number) => `${things(errors, "One thing has", "things have")} to change before it can be used.`,
    more: (count: number) => things(count, "One more remark.", "more remarks."),
    findings: "What was found",
    line: (line: number) => `Line ${line}`,
    error: "Has to change",
    warning: "Done differently here",
    hint: "Could be better",
    goTo: (line: number) => `Go to line ${line}`,
  },
  de: {
    loading: "Editor wird geladen",
    failed: "Der Editor konnte nicht geladen werden. Hier ist der reine Text; er wird geprüft, wenn Sie ihn senden.",
    reading: "Datei wird gelesen…",
    keys: "Tab verlässt den Editor. F8 geht zum nächsten Befund, Strg und ] oder [ rücken ein.",
    usable: "Diese Datei kann verwendet werden.",
    refused: (errors) =>
      `${things(errors, "Eine Sache muss", "Dinge müssen")} sich ändern, bevor sie verwendet werden kann.`,
    more: (count) => things(count, "Eine weitere Bemerkung.", "weitere Bemerkungen."),
    findings: "Befunde",
    line: (line) => `Zeile ${line}`,
    error: "Muss geändert werden",
    warning: "Wird hier anders gemacht",
    hint: "Könnte besser sein",
    goTo: (line) => `Zu Zeile ${line}`,
  },
});
