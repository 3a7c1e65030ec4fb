import { dictionary } from "#web/lib/dictionary.ts";

export const text = dictionary({
  en: {
    waits: "Its certificate waits:",
    renewalWaits: "Its renewal waits:",
    add: "Set this record",
    remove: "Remove this record",
    fix: "Put it right",
    fixOf: (name: string) => `Put it right: ${name}`,
    again: "Look again",
    againOf: (name: string) => `Look again: ${name}`,
    byItself: "It goes on by itself as soon as that is gone.",
    copy: "Copy the value of the record",
    copied: "Copied",
  },
  de: {
    waits: "Sein Zertifikat wartet:",
    renewalWaits: "Seine Erneuerung wartet:",
    add: "Setzen Sie diesen Eintrag",
    remove: "Entfernen Sie diesen Eintrag",
    fix: "Richtigstellen",
    fixOf: (name) => `Richtigstellen: ${name}`,
    again: "Noch einmal nachsehen",
    againOf: (name) => `Noch einmal nachsehen: ${name}`,
    byItself: "Sobald das behoben ist, geht es von selbst weiter.",
    copy: "Wert des Eintrags kopieren",
    copied: "Kopiert",
  },
});
