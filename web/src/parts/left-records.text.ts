import { dictionary } from "#web/lib/dictionary.ts";

export const text = dictionary({
  en: {
    looking: "Looking which records still lead there",
    failed: "Which records still lead there can’t be said right now.",
    none: "What we set in the DNS for it goes with it. No other record of yours leads there.",
    text: "What we set in the DNS for it goes with it. These records of yours would still lead there:",
    stays: (name: string) => `Records still lead to ${name}`,
    staysText: "Remove those that nobody needs: they lead visitors to where nothing of yours is any more.",
    elsewhere: "where the DNS of that name is kept",
    edit: (name: string) => `Edit the DNS of ${name}`,
    list: "Records that still lead there",
    more: (count: number) => `and ${count} more`,
  },
  de: {
    looking: "Es wird nachgesehen, welche Einträge noch dorthin führen",
    failed: "Welche Einträge noch dorthin führen, ist gerade nicht zu erfahren.",
    none: "Was wir dafür im DNS gesetzt haben, geht mit. Sonst führt keiner Ihrer Einträge dorthin.",
    text: "Was wir dafür im DNS gesetzt haben, geht mit. Diese Einträge von Ihnen würden noch dorthin führen:",
    stays: (name) => `Noch führen Einträge zu ${name}`,
    staysText:
      "Entfernen Sie, was niemand braucht: Diese Einträge führen Besucher dorthin, wo nichts mehr von Ihnen ist.",
    elsewhere: "dort, wo das DNS dieses Namens verwaltet wird",
    edit: (name) => `DNS von ${name} bearbeiten`,
    list: "Einträge, die noch dorthin führen",
    more: (count) => `und ${count} weitere`,
  },
});
