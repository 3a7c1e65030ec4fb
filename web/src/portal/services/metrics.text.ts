import { dictionary } from "#web/lib/dictionary.ts";

export const text = dictionary({
  en: {
    cpu: "Processor",
    cpuUsed: "Used",
    sold: "of your plan",
    memory: "Memory",
    memoryUsed: "Used",
    memoryPeak: "Peak",
    requests: "Requests",
    classes: ["Switched", "Answered", "Led elsewhere", "Refused", "Failed"],
    times: "Response time",
    p50: "Half within",
    p95: "95 % within",
    traffic: "Traffic",
    sent: "Sent",
    received: "Received",
    release: (number: number) => `Release ${number} went live`,
    emptyTitle: "Nothing is known of this time",
    empty: "Figures begin within two minutes of the website’s start.",
    cpuFoot: "100 % is one processor, all the time.",
    requestsFoot: "Answered is 2xx, led elsewhere 3xx, refused 4xx, failed 5xx.",
    timesFoot: "From when the request reached the website to the end of its answer.",
  },
});
