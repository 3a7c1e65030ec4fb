import { dictionary } from "#web/lib/dictionary.ts";

export const text = dictionary({
  en: {
    title: "Holder",
    about: "Whose the domain is, as the registry knows it.",
    loading: "Loading the holder",
    failed: "The holder can’t be shown right now",
    none: "The registry has not told us who holds this domain.",
    change: "Change details",
    sheet: {
      title: "Details of the holder",
      about: "The registries of every domain that they hold are told at once.",
      save: "Save details",
      saved: "The details of the holder were saved.",
    },
    close: "Close",
    changed: "Last changed",
  },
  de: {
    title: "Inhaber",
    about: "Wem die Domain gehört, wie die Registrierungsstelle es weiß.",
    loading: "Inhaber wird geladen",
    failed: "Der Inhaber kann gerade nicht angezeigt werden",
    none: "Die Registrierungsstelle hat uns nicht gesagt, wem diese Domain gehört.",
    change: "Angaben ändern",
    sheet: {
      title: "Angaben zum Inhaber",
      about: "Die Registrierungsstellen aller Domains dieses Inhabers erfahren es sofort.",
      save: "Angaben speichern",
      saved: "Die Angaben zum Inhaber wurden gespeichert.",
    },
    close: "Schließen",
    changed: "Zuletzt geändert",
  },
});
