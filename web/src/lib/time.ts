import { locale } from "./dictionary.ts";
import { text } from "./units.text.ts";

const clock = new Intl.DateTimeFormat(locale, { hour: "2-digit", minute: "2-digit" });
const clockSeconds = new Intl.DateTimeFormat(locale, { hour: "2-digit", minute: "2-digit", second: "2-digit" });
const weekday = new Intl.DateTimeFormat(locale, { weekday: "short" });
const dayMonth = new Intl.DateTimeFormat(locale, { day: "numeric", month: "long" });
const dayMonthYear = new Intl.DateTimeFormat(locale, { day: "numeric", month: "long", year: "numeric" });
const weekdayDayMonth = new Intl.DateTimeFormat(locale, { weekday: "long", day: "numeric", month: "long" });

const dayMs = 86_400_000;

function midnight(date: Date): number {
  return new Date(date.getFullYear(), date.getMonth(), date.getDate()).getTime();
}

/** The clock today, the weekday in the six days before, the date otherwise. */
export function formatMoment(at: string, now: Date = new Date()): string {
  const date = new Date(at);
  const days = Math.round((midnight(now) - midnight(date)) / dayMs);
  if (days === 0) return clock.format(date);
  if (days > 0 && days < 7) return `${weekday.format(date)} ${clock.format(date)}`;
  return formatDay(at, now);
}

/** Until when: the clock alone today, day and clock otherwise. */
export function formatDeadline(at: string, now: Date = new Date()): string {
  const date = new Date(at);
  return midnight(date) === midnight(now) ? clock.format(date) : `${formatDay(at, now)}, ${clock.format(date)}`;
}

/** "4 December", with the year when it is another one. */
export function formatDay(at: string, now: Date = new Date()): string {
  const date = new Date(at);
  return (date.getFullYear() === now.getFullYear() ? dayMonth : dayMonthYear).format(date);
}

/** "Sunday 22 November". */
export function formatToday(now: Date = new Date()): string {
  return weekdayDayMonth.format(now);
}

export function formatClock(at: string): string {
  return clockSeconds.format(new Date(at));
}

/** "8 s", "1 min 34 s", "2 h 5 min", "3 days": as a person says it, never negative. */
export function formatDuration(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1000));
  if (seconds < 60) return `${seconds} s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return seconds % 60 === 0 ? `${minutes} min` : `${minutes} min ${seconds % 60} s`;
  const hours = Math.floor(minutes / 60);
  if (hours < 48) return minutes % 60 === 0 ? `${hours} h` : `${hours} h ${minutes % 60} min`;
  return text.days(Math.floor(hours / 24));
}

/** How long ago, in one unit: "4 s", "12 min", "5 h", "3 days". */
export function formatAge(at: string, now: number = Date.now()): string {
  const seconds = Math.max(0, Math.floor((now - new Date(at).getTime()) / 1000));
  if (seconds < 60) return `${seconds} s`;
  if (seconds < 3600) return `${Math.floor(seconds / 60)} min`;
  if (seconds < 172_800) return `${Math.floor(seconds / 3600)} h`;
  return text.days(Math.floor(seconds / 86_400));
}

export function between(from: string, to: string | null, now: number): number {
  return (to === null ? now : new Date(to).getTime()) - new Date(from).getTime();
}
