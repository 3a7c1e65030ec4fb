import type { Problem } from "#core/audit/audit.state.ts";
import { dictionary } from "#web/lib/dictionary.ts";

export const text = dictionary({
  en: {
    title: "Audit log",
    loading: "Loading the audit log",
    failed: "The audit log can’t be shown right now",
    file: "rookery-audit",
    verified: (at: string) => `Verified up to ${at}.`,
    notVerified: "Not verified yet.",
    verificationFailed: "Whether it is whole can’t be told right now.",
    readAgain: (at: string) => `Everything was last read again from the beginning on ${at}.`,
    broken: {
      title: "Somebody changed this log in the database",
      text: (at: string) => `Found ${at}. Keep the database as it is, and find out who has its owner’s login.`,
      platform: "The platform’s entries",
      entry: (seq: number) => `Entry ${seq}`,
    },
    problems: {
      altered: "was altered",
      removed: "is gone",
      unlinked: "does not follow the one before it",
      added: "was added by hand, or the end was moved",
    } satisfies Record<Problem, string>,
    cardTitle: "Audit log",
    card: { target: "What was done to it, and by whom", account: "What happened in this account" },
  },
  de: {
    title: "Audit-Protokoll",
    loading: "Audit-Protokoll wird geladen",
    failed: "Das Audit-Protokoll kann gerade nicht angezeigt werden",
    file: "rookery-audit",
    verified: (at) => `Geprüft bis ${at}.`,
    notVerified: "Noch nicht geprüft.",
    verificationFailed: "Ob es unversehrt ist, lässt sich gerade nicht sagen.",
    readAgain: (at) => `Zuletzt wurde am ${at} alles von Anfang an neu gelesen.`,
    broken: {
      title: "Jemand hat dieses Protokoll in der Datenbank verändert",
      text: (at) =>
        `Gefunden ${at}. Lassen Sie die Datenbank, wie sie ist, und finden Sie heraus, wer die Zugangsdaten ihres Eigentümers hat.`,
      platform: "Die Einträge der Plattform",
      entry: (seq) => `Eintrag ${seq}`,
    },
    problems: {
      altered: "wurde verändert",
      removed: "fehlt",
      unlinked: "schließt nicht an den vorigen an",
      added: "wurde von Hand hinzugefügt, oder das Ende wurde verschoben",
    },
    cardTitle: "Audit-Protokoll",
    card: { target: "Was damit geschah, und durch wen", account: "Was in diesem Konto geschah" },
  },
});
