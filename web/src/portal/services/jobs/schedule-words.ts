import type { Schedule } from "#core/jobs/schedule.state.ts";
import { locale } from "#web/lib/dictionary.ts";
import { text as texts } from "./jobs.text.ts";

const text = texts.words;
const list = new Intl.ListFormat(locale, { type: "conjunction" });
const two = (value: number) => String(value).padStart(2, "0");
const named = (options: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat(locale, { ...options, timeZone: "UTC" });
const weekdayNames = named({ weekday: "long" });
const monthNames = named({ month: "long" });

/** A schedule as people say it: "every day at 03:00, Europe/Zurich". */
export function inWords(schedule: Schedule, timeZone: string): string {
  const { hours, minutes } = schedule;
  const isInterval = hours.length === 24 || hours.length * minutes.length > 4;
  const days = daysOf(schedule);
  const when = isInterval
    ? [intervalOf(schedule), days].filter(Boolean).join(", ")
    : `${days ?? text.everyDay} ${text.at(list.format(timesOf(schedule)))}`;
  return [when, monthsOf(schedule), timeZone].filter(Boolean).join(", ");
}

const timesOf = ({ hours, minutes }: Schedule) =>
  hours.flatMap((hour) => minutes.map((minute) => `${two(hour)}:${two(minute)}`));

function intervalOf({ hours, minutes }: Schedule): string {
  const step = 60 / minutes.length;
  const even = minutes.length > 1 && minutes.every((minute, index) => minute === index * step);
  const shown = listed(minutes, String);
  const often = step === 1 ? text.everyMinute : even ? text.everyMinutes(step) : undefined;
  if (hours.length === 24) return often ?? text.hourly(shown);
  return text.ofHours(often ?? text.atMinutes(shown), listed(hours, String));
}

/** What follows each other is named by its ends: "Monday–Friday and Sunday". */
function listed(values: readonly number[], name: (value: number) => string): string {
  const spans: number[][] = [];
  for (const value of values) {
    const last = spans.at(-1);
    if (last?.at(-1) === value - 1) last.push(value);
    else spans.push([value]);
  }
  return list.format(
    spans.flatMap((span) => (span.length < 3 ? span.map(name) : [`${name(span[0] ?? 0)}–${name(span.at(-1) ?? 0)}`])),
  );
}

function daysOf({ days, weekdays }: Schedule): string | undefined {
  const ofMonth = days && text.onDays(listed(days, String));
  // The 4th of January 1970 was a Sunday.
  const ofWeek = weekdays && text.on(listed(weekdays, (day) => weekdayNames.format(Date.UTC(1970, 0, 4 + day))));
  return ofMonth && ofWeek ? text.either(ofMonth, ofWeek) : (ofMonth ?? ofWeek);
}

const monthsOf = ({ months }: Schedule): string | undefined =>
  months.length === 12
    ? undefined
    : text.inMonths(listed(months, (month) => monthNames.format(Date.UTC(1970, month - 1, 1))));

/** A moment on the clocks of a time zone. */
export const formatIn = (timeZone: string, at: Date): string =>
  new Intl.DateTimeFormat(locale, {
    ...{ weekday: "short", day: "numeric", month: "short", hour: "2-digit", minute: "2-digit", timeZone },
  }).format(at);
