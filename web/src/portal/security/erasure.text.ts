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
});
