import { dictionary } from "#web/lib/dictionary.ts";

export const text = dictionary({
  en: {
    failed: "The plans can’t be shown right now",
    loading: "Loading the plans",
    notNow: "The plan can be changed while the website is live.",
    current: "Your plan",
    newer: "Your plan, as it is sold today",
    about:
      "Another plan comes with a new release, without a pause for visitors. If that release does not become healthy, everything stays as it was, and what you paid comes back.",
    withExtras: "With your extras",
    now: "Today",
    dueNothing: "Nothing",
    paidUntil: "Paid until",
    choose: (name: string) => `Change to ${name}`,
    title: (name: string) => `Change to ${name}?`,
    pay: (amount: string, price: string, until: string) =>
      `${amount} are due today: the difference until ${until}, which is paid already. From then on it is ${price}. The website keeps its plan until you have paid.`,
    renew: (amount: string, until: string) =>
      `What was paid is used up: ${amount} are due today, and it is paid until ${until}. The website keeps its plan until you have paid.`,
    free: (price: string, until: string) =>
      `Nothing is due today. It is ${price} from now on, and with what you have paid it lasts until ${until}.`,
    diskShort: (name: string, used: string, room: string) =>
      `Your files, databases and builds take ${used}; with ${name} there would be room for ${room}. Delete what is not needed any more, then look again in a minute.`,
    toPayment: "Continue to payment",
    confirm: "Change plan",
    dismiss: "Cancel",
  },
  de: {
    failed: "Die Tarife können gerade nicht angezeigt werden",
    loading: "Tarife werden geladen",
    notNow: "Der Tarif kann geändert werden, solange die Website live ist.",
    current: "Ihr Tarif",
    newer: "Ihr Tarif, wie er heute verkauft wird",
    about:
      "Ein anderer Tarif kommt mit einem neuen Release, ohne Pause für Besucher. Wird dieses Release nicht gesund, bleibt alles, wie es war, und was Sie bezahlt haben, kommt zurück.",
    withExtras: "Mit Ihren Extras",
    now: "Heute",
    dueNothing: "Nichts",
    paidUntil: "Bezahlt bis",
    choose: (name) => `Zu ${name} wechseln`,
    title: (name) => `Zu ${name} wechseln?`,
    pay: (amount, price, until) =>
      `Heute sind ${amount} fällig: der Unterschied bis ${until}, denn bis dahin ist bezahlt. Danach sind es ${price}. Die Website behält ihren Tarif, bis Sie bezahlt haben.`,
    renew: (amount, until) =>
      `Was bezahlt war, ist aufgebraucht: Heute sind ${amount} fällig, und es ist bis ${until} bezahlt. Die Website behält ihren Tarif, bis Sie bezahlt haben.`,
    free: (price, until) =>
      `Heute ist nichts fällig. Von jetzt an sind es ${price}, und mit dem, was Sie bezahlt haben, reicht es bis ${until}.`,
    diskShort: (name, used, room) =>
      `Ihre Dateien, Datenbanken und Builds belegen ${used}; mit ${name} wäre Platz für ${room}. Löschen Sie, was nicht mehr gebraucht wird, und sehen Sie in einer Minute noch einmal nach.`,
    toPayment: "Weiter zur Zahlung",
    confirm: "Tarif wechseln",
    dismiss: "Abbrechen",
  },
});
