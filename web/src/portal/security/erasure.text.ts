import { keptYears } from "#core/privacy/closing.state.ts";
import { dictionary } from "#web/lib/dictionary.ts";

export const text = dictionary({
  en: {
    title: "Erase yourself",
    line: "Your name, address, password, second factors and sessions go, and the key of what was sealed for you. Nobody can bring them back.",
    kept: `Orders and what was paid stay with their accounts for ${keptYears} years, as tax law wants, and log entries stay without your name.`,
    belongs: "You belong to an account. Leave or close each account first.",
    toAccount: "Go to the account",
    erase: "Erase myself",
    askTitle: "Erase yourself for good?",
    askText:
      "You are signed out everywhere at once, and all that says who you are is erased within a day. It cannot be taken back.",
    typed: (email: string) => `Type ${email} to go on`,
    keep: "Stay",
    doneTitle: "You are being erased",
    doneText: "You are signed out everywhere. What says who you are is gone within a day.",
    leave: "Leave",
  },
  de: {
    title: "Sich selbst löschen",
    line: "Ihr Name, Ihre Adresse, Ihr Passwort, Ihre zweiten Faktoren und Sitzungen verschwinden, ebenso der Schlüssel dessen, was für Sie versiegelt wurde. Niemand kann sie zurückholen.",
    kept: `Bestellungen und Zahlungen bleiben ${keptYears} Jahre lang bei ihren Konten, wie das Steuerrecht es verlangt, und Protokolleinträge bleiben ohne Ihren Namen.`,
    belongs: "Sie gehören zu einem Konto. Verlassen oder schließen Sie zuerst jedes Konto.",
    toAccount: "Zum Konto",
    erase: "Mich löschen",
    askTitle: "Sich endgültig löschen?",
    askText:
      "Sie werden sofort überall abgemeldet, und alles, was sagt, wer Sie sind, wird binnen eines Tages gelöscht. Das kann nicht zurückgenommen werden.",
    typed: (email) => `Geben Sie zum Fortfahren ${email} ein`,
    keep: "Bleiben",
    doneTitle: "Sie werden gelöscht",
    doneText: "Sie sind überall abgemeldet. Was sagt, wer Sie sind, ist binnen eines Tages weg.",
    leave: "Verlassen",
  },
});
