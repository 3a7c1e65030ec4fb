import { dictionary } from "#web/lib/dictionary.ts";

export const text = dictionary({
  en: {
    title: "Extras",
    about:
      "More of what the plan has. Extras come with a new release, as another plan does, and stay when you change the plan.",
    loading: "Loading the extras",
    failed: "The extras can’t be shown right now",
    fromThen: "From then on",
    notByYear: "This website is paid by the year, and one of these is sold by the month only.",
    change: "Change extras",
    ask: "Change the extras?",
    pay: (amount: string, price: string, until: string) =>
      `${amount} are due today, and it is paid until ${until}. From then on it is ${price} with the plan. Nothing changes until you have paid.`,
    confirm: "Change extras",
  },
  de: {
    title: "Extras",
    about:
      "Mehr von dem, was der Tarif hat. Extras kommen mit einem neuen Release, wie ein anderer Tarif, und bleiben, wenn Sie den Tarif wechseln.",
    loading: "Extras werden geladen",
    failed: "Die Extras können gerade nicht angezeigt werden",
    fromThen: "Danach",
    notByYear: "Diese Website wird jährlich bezahlt, und eines davon wird nur monatlich verkauft.",
    change: "Extras ändern",
    ask: "Extras ändern?",
    pay: (amount, price, until) =>
      `Heute sind ${amount} fällig, und es ist bis ${until} bezahlt. Danach sind es ${price} mit dem Tarif. Bis Sie bezahlt haben, ändert sich nichts.`,
    confirm: "Extras ändern",
  },
});
