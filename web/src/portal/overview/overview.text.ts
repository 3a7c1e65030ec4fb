import { dictionary } from "#web/lib/dictionary.ts";

const counts = ["No", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine"];
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
      unpaidText: (number: number, hours: number) =>
        `Order ${number} holds the name for ${hours} hours. Setting up starts as soon as it is paid.`,
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
});
