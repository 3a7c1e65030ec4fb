import { dictionary } from "#web/lib/dictionary.ts";

const counts = dictionary({
  en: ["No", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine"],
  de: ["Keine", "Eine", "Zwei", "Drei", "Vier", "Fünf", "Sechs", "Sieben", "Acht", "Neun"],
});
const count = (n: number) => counts[n] ?? String(n);

export const text = dictionary({
  en: {
    documentTitle: "Overview",
    greeting: (hour: number, name: string) =>
      `Good ${hour < 5 ? "evening" : hour < 12 ? "morning" : hour < 18 ? "afternoon" : "evening"}${name ? `, ${name}` : ""}`,
    newSite: "New website",
    line: {
      unknown: "Some of this can’t be shown right now.",
      needs: (n: number) => (n === 1 ? "One thing needs you." : `${count(n)} things need you.`),
      rest: "Everything else is running.",
      waiting: (n: number) =>
        n === 1 ? "One website waits for its place." : `${count(n)} websites wait for their place.`,
      moving: (n: number) => (n === 1 ? "One website is being set up." : `${count(n)} websites are being set up.`),
      calm: "Everything is running.",
      empty: "Nothing runs here yet. Your first website is two steps away.",
    },
    attention: {
      title: "Needs attention",
      all: (n: number) => `Show all ${n}`,
      unpaid: (host: string) => `${host} isn’t paid yet`,
      unpaidText: (number: number, until: string) => `Order ${number} can be paid until ${until}.`,
      waiting: (host: string) => `${host} is waiting`,
      waitingAction: "See the progress",
      failed: (host: string) => `${host} needs help`,
      failedAction: "See what happened",
      suspended: (host: string) => `${host} is suspended`,
      suspendedText: "Visitors see a notice. Everything is kept.",
      suspendedAction: "Open it",
      terminating: (host: string, day: string) => `${host} is erased on ${day}`,
      terminatingText: "Until then you can take the deletion back.",
      terminatingAction: "Open it",
    },
    services: {
      title: "Websites",
      all: (n: number | undefined) => (n === undefined ? "All" : `All ${n}`),
      website: "Website",
      status: "Status",
      paidUntil: "Paid until",
      price: "Price",
      loading: "Loading websites",
      failed: "Your websites can’t be shown right now",
      emptyTitle: "No websites yet",
      emptyText: "Choose a plan and a name. It is set up while you watch, or your money comes back.",
    },
    timeline: {
      title: "Timeline",
      loading: "Loading the timeline",
      failed: "The timeline can’t be shown right now",
      empty: "What happens to your websites is listed here.",
    },
  },
  de: {
    documentTitle: "Übersicht",
    greeting: (hour, name) =>
      `Guten ${hour < 5 ? "Abend" : hour < 11 ? "Morgen" : hour < 18 ? "Tag" : "Abend"}${name ? `, ${name}` : ""}`,
    newSite: "Neue Website",
    line: {
      unknown: "Ein Teil davon kann gerade nicht angezeigt werden.",
      needs: (n) => (n === 1 ? "Eine Sache braucht Sie." : `${count(n)} Dinge brauchen Sie.`),
      rest: "Alles andere läuft.",
      waiting: (n) =>
        n === 1 ? "Eine Website wartet auf ihren Platz." : `${count(n)} Websites warten auf ihren Platz.`,
      moving: (n) => (n === 1 ? "Eine Website wird eingerichtet." : `${count(n)} Websites werden eingerichtet.`),
      calm: "Alles läuft.",
      empty: "Hier läuft noch nichts. Ihre erste Website ist zwei Schritte entfernt.",
    },
    attention: {
      title: "Braucht Aufmerksamkeit",
      all: (n) => `Alle ${n} anzeigen`,
      unpaid: (host) => `${host} ist noch nicht bezahlt`,
      unpaidText: (number, until) => `Bestellung ${number} kann bis ${until} bezahlt werden.`,
      waiting: (host) => `${host} wartet`,
      waitingAction: "Fortschritt ansehen",
      failed: (host) => `${host} braucht Hilfe`,
      failedAction: "Ansehen, was geschah",
      suspended: (host) => `${host} ist gesperrt`,
      suspendedText: "Besucher sehen einen Hinweis. Alles bleibt erhalten.",
      suspendedAction: "Öffnen",
      terminating: (host, day) => `${host} wird am ${day} endgültig gelöscht`,
      terminatingText: "Bis dahin können Sie die Löschung zurücknehmen.",
      terminatingAction: "Öffnen",
    },
    services: {
      title: "Websites",
      all: (n) => (n === undefined ? "Alle" : `Alle ${n}`),
      website: "Website",
      status: "Status",
      paidUntil: "Bezahlt bis",
      price: "Preis",
      loading: "Websites werden geladen",
      failed: "Ihre Websites können gerade nicht angezeigt werden",
      emptyTitle: "Noch keine Websites",
      emptyText:
        "Wählen Sie einen Tarif und einen Namen. Die Website entsteht vor Ihren Augen, oder Sie bekommen Ihr Geld zurück.",
    },
    timeline: {
      title: "Verlauf",
      loading: "Verlauf wird geladen",
      failed: "Der Verlauf kann gerade nicht angezeigt werden",
      empty: "Hier steht, was mit Ihren Websites geschieht.",
    },
  },
});
