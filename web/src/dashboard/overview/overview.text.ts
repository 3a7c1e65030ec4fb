import { dictionary } from "#web/lib/dictionary.ts";

const counts = dictionary({
  en: ["No", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine"],
  de: ["Keine", "Eine", "Zwei", "Drei", "Vier", "Fünf", "Sechs", "Sieben", "Acht", "Neun"],
});
const count = (n: number) => counts[n] ?? String(n);

export const text = dictionary({
  en: {
    documentTitle: "Overview",
    line: (n: number) =>
      n === 0 ? "Nothing needs a person." : n === 1 ? "One thing needs a person." : `${count(n)} things need a person.`,
    figures: "Key figures",
    paid: "Paid this month",
    paidNote: "refunds taken off",
    customers: "Customers",
    services: "Websites live",
    servicesNote: (total: number) => `of ${total} in all`,
    nodes: "Nodes ready",
    nodesOf: (ready: number, total: number) => `${ready} of ${total}`,
    nodesNote: (total: number, unreachable: number) =>
      total === 0 ? "none added" : unreachable === 0 ? "all reachable" : `${unreachable} unreachable`,
    operations: (running: number, waiting: number) => `${running} running, ${waiting} waiting`,
    attention: "Needs attention",
    since: (age: string) => `for ${age}`,
    open: "Open",
    openNamed: (title: string) => `Open: ${title}`,
    node: {
      title: "Nodes",
      all: "All nodes",
      name: "Node",
      state: "Status",
      memory: "Memory",
      services: "Websites",
      unknown: "not known yet",
      emptyTitle: "No nodes yet",
      emptyText: "Orders wait until there is one.",
      add: "Add a node",
    },
    recent: "Recent operations",
    all: "All",
    recentEmpty: "Nothing has run yet.",
    loading: "Loading the overview",
    failed: "The overview can’t be shown right now",
  },
  de: {
    documentTitle: "Übersicht",
    line: (n) =>
      n === 0
        ? "Nichts braucht einen Menschen."
        : n === 1
          ? "Eine Sache braucht einen Menschen."
          : `${count(n)} Dinge brauchen einen Menschen.`,
    figures: "Kennzahlen",
    paid: "Diesen Monat bezahlt",
    paidNote: "Erstattungen abgezogen",
    customers: "Kunden",
    services: "Websites live",
    servicesNote: (total) => `von insgesamt ${total}`,
    nodes: "Nodes bereit",
    nodesOf: (ready, total) => `${ready} von ${total}`,
    nodesNote: (total, unreachable) =>
      total === 0 ? "keiner hinzugefügt" : unreachable === 0 ? "alle erreichbar" : `${unreachable} nicht erreichbar`,
    operations: (running, waiting) => `${running} laufen, ${waiting} warten`,
    attention: "Braucht Aufmerksamkeit",
    since: (age) => `seit ${age}`,
    open: "Öffnen",
    openNamed: (title) => `Öffnen: ${title}`,
    node: {
      title: "Nodes",
      all: "Alle Nodes",
      name: "Node",
      state: "Status",
      memory: "Arbeitsspeicher",
      services: "Websites",
      unknown: "noch nicht bekannt",
      emptyTitle: "Noch keine Nodes",
      emptyText: "Bestellungen warten, bis es einen gibt.",
      add: "Node hinzufügen",
    },
    recent: "Letzte Vorgänge",
    all: "Alle",
    recentEmpty: "Noch ist nichts gelaufen.",
    loading: "Übersicht wird geladen",
    failed: "Die Übersicht kann gerade nicht angezeigt werden",
  },
});
