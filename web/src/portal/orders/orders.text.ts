import { dictionary } from "#web/lib/dictionary.ts";

export const text = dictionary({
  en: {
    title: "Orders",
    line: (orders: number, unpaid: number) =>
      `${orders === 1 ? "One order" : `${orders} orders`}${unpaid === 0 ? "." : unpaid === 1 ? ", one waits for your payment." : `, ${unpaid} wait for your payment.`}`,
    lineEmpty: "Nothing ordered yet.",
    list: "All orders",
    website: "Website",
    status: "Status",
    placed: "Placed",
    amount: "Amount",
    number: (number: number, plan: string | null) => `Order ${number} · ${plan ?? "Domains"}`,
    loading: "Loading your orders",
    failed: "Your orders can’t be shown right now",
    emptyTitle: "No orders yet",
    emptyText: "Your first website is two steps away.",
    newSite: "New website",
  },
  de: {
    title: "Bestellungen",
    line: (orders, unpaid) =>
      `${orders === 1 ? "Eine Bestellung" : `${orders} Bestellungen`}${unpaid === 0 ? "." : unpaid === 1 ? ", eine wartet auf Ihre Zahlung." : `, ${unpaid} warten auf Ihre Zahlung.`}`,
    lineEmpty: "Noch nichts bestellt.",
    list: "Alle Bestellungen",
    website: "Website",
    status: "Status",
    placed: "Aufgegeben",
    amount: "Betrag",
    number: (number, plan) => `Bestellung ${number} · ${plan ?? "Domains"}`,
    loading: "Bestellungen werden geladen",
    failed: "Ihre Bestellungen können gerade nicht angezeigt werden",
    emptyTitle: "Noch keine Bestellungen",
    emptyText: "Ihre erste Website ist zwei Schritte entfernt.",
    newSite: "Neue Website",
  },
});
