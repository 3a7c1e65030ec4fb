import { dictionary } from "#web/lib/dictionary.ts";

export const text = dictionary({
  en: {
    stranger: "Sign in first: then it can be checked.",
    mayNot: "Who may order may check it.",
    key_missing:
      "It shows the right key. Your website gets a deploy key of its own when it is set up: add it there, and the branch can be looked at.",
    access_refused:
      "It is private, or is not there. Order it all the same and enter a token on the page of your website, or use an address of ssh.",
  },
  de: {
    stranger: "Melden Sie sich zuerst an: Dann lässt sie sich prüfen.",
    mayNot: "Prüfen kann sie, wer bestellen darf.",
    key_missing:
      "Er zeigt den richtigen Schlüssel. Ihre Website bekommt einen eigenen Deploy-Schlüssel, wenn sie eingerichtet wird: Tragen Sie ihn dort ein, dann lässt sich der Branch ansehen.",
    access_refused:
      "Es ist privat, oder es gibt es nicht. Bestellen Sie trotzdem und geben Sie auf der Seite Ihrer Website ein Token ein, oder verwenden Sie eine Adresse mit ssh.",
  },
});
