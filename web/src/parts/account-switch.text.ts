import { dictionary } from "#web/lib/dictionary.ts";

export const text = dictionary({
  en: {
    others: "Go to another account",
    failed: "Going to the other account did not work. You are still in this one; try again.",
  },
  de: {
    others: "Zu einem anderen Konto wechseln",
    failed: "Der Wechsel zum anderen Konto hat nicht geklappt. Sie sind noch in diesem; versuchen Sie es noch einmal.",
  },
});
