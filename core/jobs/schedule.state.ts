/** When a job runs, of the five fields of crontab(5). Shared with screens, which show what it means before it is saved. */
export interface Schedule {
  minutes: readonly number[];
  hours: readonly number[];
  /** Days of the month; undefined: every one. */
  days: readonly number[] | undefined;
  months: readonly number[];
  /** 0 is Sunday; undefined: every one. */
  weekdays: readonly number[] | undefined;
}

export type ScheduleField = "minute" | "hour" | "day" | "month" | "weekday";
export type ScheduleProblem = { field: ScheduleField | "all"; text: string };

const monthNames = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
const weekdayNames = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"];

const fields: readonly { name: ScheduleField; min: number; max: number; names?: readonly string[] }[] = [
  { name: "minute", min: 0, max: 59 },
  { name: "hour", min: 0, max: 23 },
  { name: "day", min: 1, max: 31 },
  { name: "month", min: 1, max: 12, names: monthNames },
  // 7 is Sunday, too.
  { name: "weekday", min: 0, max: 7, names: weekdayNames },
];

const macros: Readonly<Record<string, string>> = {
  "@hourly": "0 * * * *",
  "@daily": "0 0 * * *",
  "@midnight": "0 0 * * *",
  "@weekly": "0 0 * * 0",
  "@monthly": "0 0 1 * *",
  "@yearly": "0 0 1 1 *",
  "@annually": "0 0 1 1 *",
};

/** The schedule, or what is wrong with it: in which field, and the text there. */
export function readSchedule(written: string): { schedule: Schedule } | { problem: ScheduleProblem } {
  const text = written.trim().toLowerCase();
  const parts = (macros[text] ?? text).split(/\s+/);
  if (parts.length !== fields.length) return { problem: { field: "all", text: written.trim() } };
  const sets: number[][] = [];
  for (const [index, field] of fields.entries()) {
    const part = parts[index] ?? "";
    const values = readField(part, field);
    if (!values) return { problem: { field: field.name, text: part } };
    sets.push(values);
  }
  const [minutes = [], hours = [], days = [], months = [], sevenDays = []] = sets;
  const weekdays = [...new Set(sevenDays.map((day) => day % 7))].toSorted((a, b) => a - b);
  const schedule = {
    ...{ minutes, hours, months },
    days: days.length === 31 ? undefined : days,
    weekdays: weekdays.length === 7 ? undefined : weekdays,
  };
  // Crontab demands both of two days where one begins with a star, and either of them otherwise. Nobody remembers that.
  const [dayStar, weekdayStar] = [parts[2]?.startsWith("*"), parts[4]?.startsWith("*")];
  const confusing =
    schedule.days && schedule.weekdays
      ? dayStar || weekdayStar
      : (schedule.days && !weekdayStar) || (schedule.weekdays && !dayStar);
  return confusing || !comes(schedule) ? { problem: { field: "day", text: parts[2] ?? "" } } : { schedule };
}

/** The 31st of February never does. */
function comes({ days, months, weekdays }: Schedule): boolean {
  const longest = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
  return weekdays !== undefined || months.some((month) => (days?.[0] ?? 1) <= (longest[month - 1] ?? 31));
}

function readField(
  part: string,
  { min, max, names }: { min: number; max: number; names?: readonly string[] },
): number[] | undefined {
  const numberOf = (text: string): number | undefined => {
    const named = names?.indexOf(text) ?? -1;
    if (named !== -1) return named + (min === 1 ? 1 : 0);
    if (!/^\d{1,2}$/.test(text)) return undefined;
    const value = Number(text);
    return value >= min && value <= max ? value : undefined;
  };
  const found = new Set<number>();
  for (const item of part.split(",")) {
    const [, range = "", step] = /^([^/]+)(?:\/(\d{1,2}))?$/.exec(item) ?? [];
    const every = step === undefined ? 1 : Number(step);
    if (range === "" || every === 0) return undefined;
    const [first, last, more] = range.split("-");
    if (more !== undefined) return undefined;
    const top = max === 7 ? 6 : max;
    const from = range === "*" ? min : numberOf(first ?? "");
    const until = range === "*" ? top : last !== undefined ? numberOf(last) : step ? top : from;
    if (from === undefined || until === undefined || from > until) return undefined;
    for (let value = from; value <= until; value += every) found.add(value);
  }
  return [...found].toSorted((a, b) => a - b);
}

const calendarDays = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"];

/** As systemd.time(7) has it. Where days of the month and of the week are both named either is enough: two lines. */
export function calendarOf({ minutes, hours, days, months, weekdays }: Schedule, timeZone: string): string[] {
  const list = (values: readonly number[], all: number) =>
    values.length === all ? "*" : values.map((value) => String(value).padStart(2, "0")).join(",");
  const line = (ofMonth: readonly number[] | undefined, ofWeek: readonly number[] | undefined) =>
    [
      ...(ofWeek ? [ofWeek.map((day) => calendarDays[day]).join(",")] : []),
      `*-${list(months, 12)}-${ofMonth ? list(ofMonth, 31) : "*"}`,
      `${list(hours, 24)}:${list(minutes, 60)}:00`,
      timeZone,
    ].join(" ");
  return days && weekdays ? [line(days, undefined), line(undefined, weekdays)] : [line(days, weekdays)];
}

export function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat("en", { timeZone: name });
    return /^[A-Za-z0-9/_+-]{1,60}$/.test(name) && !/^[+-]/.test(name);
  } catch {
    return false;
  }
}

const dayMs = 86_400_000;
/** The 29th of February that is a certain weekday comes every 28 years; who waits for longer waits for nothing. */
const daysMax = 366 * 8;

/** The next moments after one, in order. */
export function nextRuns(schedule: Schedule, timeZone: string, after: Date, count: number): Date[] {
  const local = localTime(timeZone);
  const found: Date[] = [];
  const here = local(after);
  const first = Date.UTC(here.year, here.month - 1, here.day);
  for (let passed = 0; passed <= daysMax && found.length < count; passed++) {
    const day = new Date(first + passed * dayMs);
    if (!falls(schedule, day)) continue;
    for (const hour of schedule.hours) {
      for (const minute of schedule.minutes) {
        const moment = instantOf(day.getTime() + (hour * 60 + minute) * 60_000, local);
        if (moment && moment > after) found.push(moment);
        if (found.length === count) return found;
      }
    }
  }
  return found;
}

function falls({ days, months, weekdays }: Schedule, day: Date): boolean {
  if (!months.includes(day.getUTCMonth() + 1)) return false;
  const [ofMonth, ofWeek] = [days?.includes(day.getUTCDate()), weekdays?.includes(day.getUTCDay())];
  return days && weekdays ? ofMonth === true || ofWeek === true : (ofMonth ?? ofWeek ?? true);
}

type LocalTime = (at: Date) => { year: number; month: number; day: number; hour: number; minute: number };

function localTime(timeZone: string): LocalTime {
  const format = new Intl.DateTimeFormat("en-US", {
    ...{ timeZone, hourCycle: "h23", year: "numeric", month: "numeric", day: "numeric" },
    ...{ hour: "numeric", minute: "numeric" },
  });
  return (at) => {
    const parts = new Map(format.formatToParts(at).map(({ type, value }) => [type, Number(value)]));
    const of = (type: Intl.DateTimeFormatPartTypes) => parts.get(type) ?? 0;
    return { year: of("year"), month: of("month"), day: of("day"), hour: of("hour"), minute: of("minute") };
  };
}

/** The instant at which clocks there show what UTC shows at `wall`. None: they are put forward past it that day. */
function instantOf(wall: number, local: LocalTime): Date | undefined {
  const shownAt = (at: number) => {
    const { year, month, day, hour, minute } = local(new Date(at));
    return Date.UTC(year, month - 1, day, hour, minute);
  };
  // Of two that show the same when clocks are put back, the first.
  for (const guess of [
    wall - (shownAt(wall - dayMs) - (wall - dayMs)),
    wall - (shownAt(wall + dayMs) - (wall + dayMs)),
  ]) {
    if (shownAt(guess) === wall) return new Date(guess);
  }
  return undefined;
}
