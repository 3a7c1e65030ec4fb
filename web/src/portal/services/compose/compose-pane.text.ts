import { dictionary } from "#web/lib/dictionary.ts";

export const text = dictionary({
  en: {
    title: "Compose file",
    deploy: "Deploy this file",
    reset: "Discard changes",
    busy: "Something else is under way; deploying waits until it is over.",
    unchanged: "This is what was deployed last.",
    refused: "Change what is marked first.",
    effect:
      "A new release starts beside the one that is live. What keeps data is left alone, unless you changed it here.",
  },
});
