import { locale } from "#web/lib/dictionary.ts";
import { formatMegabytes, formatNumber } from "#web/lib/size.ts";
import { text } from "./metrics.text.ts";

const clock = new Intl.DateTimeFormat(locale, { hour: "2-digit", minute: "2-digit" });
const day = new Intl.DateTimeFormat(locale, { day: "numeric", month: "short" });
const dayClock = new Intl.DateTimeFormat(locale, {
  day: "numeric",
  month: "short",
  hour: "2-digit",
  minute: "2-digit",
});
const small = new Intl.NumberFormat(locale, { maximumSignificantDigits: 2 });

/** What points are called, by how far apart they are. */
export function timeWords(metrics: { from: string; stepSeconds: number; points: readonly unknown[] }) {
  const startOf = (index: number) => new Date(Date.parse(metrics.from) + index * metrics.stepSeconds * 1000);
  const daily = metrics.stepSeconds >= 86_400;
  const words = {
    timeOf: (index: number) => (daily ? day : dayClock).format(startOf(index)),
    tickOf: (index: number) => (metrics.stepSeconds >= 3_600 ? day : clock).format(startOf(index)),
  };
  return {
    ...words,
    words: {
      table: text.table,
      time: text.time,
      none: text.noValue,
      summary: text.summary(words.timeOf(0), words.timeOf(Math.max(0, metrics.points.length - 1))),
    },
    indexOf: (at: string) => Math.floor((Date.parse(at) - Date.parse(metrics.from)) / 1000 / metrics.stepSeconds),
  };
}

/** Small figures keep what says something: 0.03, not 0. */
const figure = (value: number): string => (value < 10 ? small.format(value) : formatNumber(Math.round(value)));

export const formatPercent = (value: number): string => text.percent(figure(value));
export const formatMemory = (bytes: number): string => formatMegabytes(Math.round((bytes / 1_048_576) * 10) / 10);
export const formatRate = (perMinute: number): string => text.perMinute(figure(perMinute));

export function formatBytesPerSecond(bytes: number): string {
  const kilobytes = bytes / 1024;
  if (kilobytes < 1024) return text.perSecond(`${figure(kilobytes)} KB`);
  return text.perSecond(formatMegabytes(kilobytes / 1024));
}

export const formatTime = (milliseconds: number): string =>
  milliseconds < 1000 ? text.milliseconds(figure(milliseconds)) : text.seconds(figure(milliseconds / 1000));
