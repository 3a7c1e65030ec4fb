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
    owner: {
      change: "Change holder",
      title: (name: string) => `Another holder for ${name}`,
      choose: "New holder",
      else: "Somebody else",
      nobody: "The account has no other contact. Somebody of the account has to add one.",
      means: "What this means",
      generic:
        "The registry may write to both holders, and waits until they have confirmed. Afterwards the name usually can’t go to another registrar for 60 days.",
      country: "Most registries of countries do it at once. Some write to both holders first, and wait for them.",
      free: "It costs nothing. Websites, mail and DNS stay as they are.",
      agreed: "The holder of today and the new one agree to this.",
      notAgreed: "Registries ask for the consent of both.",
      save: "Change holder",
      saved: "The registry is asked for the new holder.",
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
    owner: {
      change: "Inhaber wechseln",
      title: (name) => `Anderer Inhaber für ${name}`,
      choose: "Neuer Inhaber",
      else: "Jemand anderes",
      nobody: "Das Konto hat keinen anderen Kontakt. Jemand aus dem Konto muss einen hinzufügen.",
      means: "Was das bedeutet",
      generic:
        "Die Registrierungsstelle schreibt womöglich beiden Inhabern und wartet, bis sie bestätigt haben. Danach kann der Name meist 60 Tage lang nicht zu einem anderen Registrar.",
      country:
        "Die meisten Registrierungsstellen von Ländern wechseln ihn sofort. Einige schreiben zuerst beiden Inhabern und warten auf sie.",
      free: "Es kostet nichts. Websites, E-Mails und DNS bleiben, wie sie sind.",
      agreed: "Der heutige und der neue Inhaber sind damit einverstanden.",
      notAgreed: "Registrierungsstellen verlangen das Einverständnis beider.",
      save: "Inhaber wechseln",
      saved: "Die Registrierungsstelle wird um den neuen Inhaber gebeten.",
    },
    close: "Schließen",
    changed: "Zuletzt geändert",
  },
});
