import { dictionary } from "#web/lib/dictionary.ts";

export const text = dictionary({
  en: {
    title: "What it runs with",
    about: "A change is a release: it goes live when the app starts with it.",
    aboutBuilt:
      "A change is a release: it goes live when the app starts with it. What changes how the app is built has it built again, from the newest of its repository.",
    save: "Deploy change",
    reset: "Discard",
    deploying: "The change is being deployed",
    fixed: "Which kind of app it is stays as it was ordered. For another kind, order another website.",
  },
  de: {
    title: "Womit sie läuft",
    about: "Eine Änderung ist ein Release: Sie geht live, wenn die App damit startet.",
    aboutBuilt:
      "Eine Änderung ist ein Release: Sie geht live, wenn die App damit startet. Was daran ändert, wie die App gebaut wird, lässt sie aus dem Neuesten ihres Repositorys neu bauen.",
    save: "Änderung ausrollen",
    reset: "Verwerfen",
    deploying: "Die Änderung wird ausgerollt",
    fixed: "Welche Art App es ist, bleibt wie bestellt. Für eine andere Art bestellen Sie eine weitere Website.",
  },
});
