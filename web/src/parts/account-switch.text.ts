import { dictionary } from "#web/lib/dictionary.ts";

export const text = dictionary({
  en: {
    others: "Go to another account",
    failed: "Going to the other account did not work. You are still in this one; try again.",
  },
});
