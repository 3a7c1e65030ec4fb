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
  de: {
    title: "Compose-Datei",
    deploy: "Diese Datei ausrollen",
    reset: "Änderungen verwerfen",
    busy: "Etwas anderes ist im Gang; ausgerollt werden kann, wenn es vorbei ist.",
    unchanged: "Das wurde zuletzt ausgerollt.",
    refused: "Ändern Sie zuerst, was markiert ist.",
    effect:
      "Neben dem laufenden Release startet ein neues. Was Daten hält, bleibt unberührt, sofern Sie es hier nicht geändert haben.",
  },
});
