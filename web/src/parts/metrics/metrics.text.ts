import { dictionary } from "#web/lib/dictionary.ts";

export const text = dictionary({
  en: {
    range: "Time range",
    ranges: { "1h": "1 hour", "24h": "24 hours", "7d": "7 days", "30d": "30 days", "13mo": "13 months" },
    table: "Show as a table",
    time: "Time",
    noValue: "nothing known",
    loading: "Loading the figures",
    failed: "The figures can’t be shown right now",
    summary: (from: string, to: string) => `From ${from} to ${to}. Arrow keys read single values.`,
    perMinute: (value: string) => `${value}/min`,
    perSecond: (value: string) => `${value}/s`,
    percent: (value: string) => `${value} %`,
    milliseconds: (value: string) => `${value} ms`,
    seconds: (value: string) => `${value} s`,
  },
});
