import { Cron } from "croner";

/** When something is due. Times are UTC, as EventBridge's rules are. */
export interface Schedule {
  next(after: Date): Date | undefined;
}

const unitMs = { minute: 60_000, hour: 3_600_000, day: 86_400_000 };
const lastValue = { minutes: 59, hours: 23, dayOfMonth: 31, month: 12 };

/** Reads EventBridge's `rate(5 minutes)` and `cron(0 3 * * ? *)`. Refuses what EventBridge refuses. */
export function parseSchedule(expression: string): Schedule {
  const rate = /^rate\(([1-9]\d*) (minute|hour|day)(s?)\)$/.exec(expression);
  if (rate) return every(expression, Number(rate[1]), rate[2] as keyof typeof unitMs, rate[3] === "s");
  const cron = /^cron\((\S+) (\S+) (\S+) (\S+) (\S+) (\S+)\)$/.exec(expression);
  if (cron) return calendar(expression, cron.slice(1));
  throw new Error(`${expression} is not a schedule: write rate(5 minutes) or cron(0 3 * * ? *).`);
}

function every(expression: string, count: number, unit: keyof typeof unitMs, plural: boolean): Schedule {
  if (plural !== count > 1) throw new Error(`${expression} is not a schedule: EventBridge wants ${unit} for 1 only.`);
  return { next: (after) => new Date(after.getTime() + count * unitMs[unit]) };
}

function calendar(expression: string, fields: readonly string[]): Schedule {
  const [minutes = "", hours = "", dayOfMonth = "", month = "", dayOfWeek = "", year = ""] = fields;
  if ((dayOfMonth === "?") === (dayOfWeek === "?")) {
    throw new Error(`${expression} is not a schedule: exactly one of day-of-month and day-of-week must be "?".`);
  }
  const pattern = [
    "0",
    steps(minutes, lastValue.minutes),
    steps(hours, lastValue.hours),
    dayOfMonth === "?" ? "*" : steps(dayOfMonth, lastValue.dayOfMonth),
    steps(month, lastValue.month),
    dayOfWeek === "?" ? "*" : dayOfWeek,
    year,
  ].join(" ");
  // EventBridge counts weekdays from 1 = Sunday and knows years, as Quartz does.
  const cron = new Cron(pattern, { mode: "7-part", alternativeWeekdays: true, domAndDow: true, timezone: "UTC" });
  return { next: (after) => cron.nextRun(after) ?? undefined };
}

/** `5/15` means "from 5 on, every 15", which croner wants spelled out as a range. */
const steps = (field: string, last: number) =>
  field
    .split(",")
    .map((part) => part.replace(/^(\d+)\/(\d+)$/, `$1-${last}/$2`))
    .join(",");
