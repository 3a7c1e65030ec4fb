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
  de: {
    range: "Zeitraum",
    ranges: { "1h": "1 Stunde", "24h": "24 Stunden", "7d": "7 Tage", "30d": "30 Tage", "13mo": "13 Monate" },
    table: "Als Tabelle anzeigen",
    time: "Zeit",
    noValue: "nichts bekannt",
    loading: "Messwerte werden geladen",
    failed: "Die Messwerte können gerade nicht angezeigt werden",
    summary: (from, to) => `Von ${from} bis ${to}. Pfeiltasten lesen einzelne Werte vor.`,
    perMinute: (value) => `${value}/min`,
    perSecond: (value) => `${value}/s`,
    percent: (value) => `${value} %`,
    milliseconds: (value) => `${value} ms`,
    seconds: (value) => `${value} s`,
  },
});
