import { dictionary } from "#web/lib/dictionary.ts";

const websites = (n: number) => (n === 1 ? "One website" : `${n} websites`);
const orders = (n: number) => (n === 1 ? "one open order" : `${n} open orders`);

export const text = dictionary({
  en: {
    plan: "Plan",
    loading: "Loading the plan",
    failed: "The plan can’t be shown right now",
    line: (product: string, services: number, open: number) =>
      `${product}. ${services === 0 ? "No website runs" : websites(services) + (services === 1 ? " runs" : " run")} on it${open === 0 ? "." : `, and ${orders(open)} ${open === 1 ? "waits" : "wait"}.`}`,
    publish: "Publish",
    discard: "Discard draft",
    discarded: "The draft is gone. What is on sale stays.",
    draftCard: (number: number) => `Draft of version ${number}`,
    editCard: (number: number) => `Version ${number} is on sale`,
    editRetired: (number: number) => `Version ${number} was sold last`,
    draftHint: "Nothing is sold by a draft. Customers see it when you publish it.",
    editHint: "A published version never changes. What you save here becomes a draft of the next one.",
    saveDraft: "Save draft",
    draftSaved: "The draft was saved. Nobody sees it before it is published.",
    unsaved: "Save the draft before you publish it.",
    price: "Price of a month",
    yearly: "Price of a year",
    yearlyHint: "Empty: it is sold by the month only.",
    setup: "Setup fee",
    setupHint: "Paid once, with the order.",
    currency: "€",
    amountWrong: (max: string) => `Enter an amount such as 2.90, of at most ${max}.`,
    memoryMb: "Memory in MB",
    cpuPercent: "Processor in % of a core",
    processes: "Processes",
    diskMb: "Storage in MB",
    trafficGb: "Traffic in GB a month",
    sites: "Websites",
    databases: "Databases",
    numberWrong: (min: string, max: string) => `Enter a whole number from ${min} to ${max}.`,
    preview: "As customers see it",
    changes: "What would change",
    changesNone: "The same as what is on sale.",
    changesFirst: "This is the first version.",
    was: "was",
    is: "is now",
    nothing: "none",
    version: "Version",
    versions: "Versions",
    contents: "What is in it",
    published: "Published",
    publishedBy: (who: string) => `by ${who}`,
    notPublished: "Draft",
    current: "On sale now",
    services: "Websites",
    open: "Open orders",
    affected: "Who is affected",
    affectedNew: "Whoever orders from now on gets the newest published version.",
    affectedKept: (n: number) =>
      n === 0
        ? "No website runs on it yet."
        : `${websites(n)} ${n === 1 ? "keeps" : "keep"} the version that was sold.`,
    affectedOrders: (n: number) =>
      n === 0 ? "No order is open." : `${n === 1 ? "One open order is" : `${n} open orders are`} delivered as placed.`,
    older: "On older versions",
    olderNote: (name: string, version: number) => `${name}, version ${version}`,
    link: "Link to order it",
    copy: "Copy the link",
    copied: "Copied",
    changedMeanwhile: "What you typed is still here. The plan as it is now is shown beside it.",
    confirmPublish: {
      title: (number: number, name: string) => `Publish version ${number} of ${name}?`,
      first: "Customers can order it from now on.",
      next: "New orders get it from now on.",
      kept: (services: number, open: number) =>
        services === 0 && open === 0
          ? "No website runs on this plan yet, and no order is open."
          : `${services === 0 ? "No website runs on it yet" : `${websites(services)} ${services === 1 ? "keeps" : "keep"} price and limits as sold`}, and ${open === 0 ? "no order is open" : `${orders(open)} ${open === 1 ? "is" : "are"} delivered as placed`}.`,
      forever: "A published version can’t be changed. You can publish another one.",
      productOff: (product: string) => `${product} is not on sale, so nobody can order the plan before it is.`,
      confirm: "Publish",
      done: (number: number) => `Version ${number} is published.`,
    },
    confirmState: {
      on_sale: {
        title: (name: string) => `Put ${name} back on sale?`,
        text: "New orders get the version that was published last.",
        confirm: "Put on sale",
        done: (name: string) => `${name} is on sale.`,
      },
      retired: {
        title: (name: string) => `Take ${name} off sale?`,
        text: "It can no longer be ordered. Websites that run on it keep what they were sold, and orders that are open are delivered. You can put it back.",
        confirm: "Take off sale",
        done: (name: string) => `${name} is off sale.`,
      },
    },
  },
});
