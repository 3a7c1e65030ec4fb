import { dictionary } from "#web/lib/dictionary.ts";

export const text = dictionary({
  en: {
    title: "Use over time",
    cpu: "Processors",
    memory: "Memory",
    disk: "Disk",
    used: "Used",
    there: "there are",
    emptyTitle: "Nothing is known of this time",
    empty: "A ready node is asked once a minute.",
    busiest: "Busiest websites of the last hour",
    none: "No website has used anything within the last hour.",
    website: "Website",
    processor: "Processor",
    requests: "Requests",
    percentFoot: "100 % is all processors of the node, of a website one of them.",
  },
});
