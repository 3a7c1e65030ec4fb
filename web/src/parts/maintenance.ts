import type { ParameterSchema } from "#web/data/apps.ts";
import { locale } from "#web/lib/dictionary.ts";
import { text } from "./maintenance.text.ts";

const calendar = new Intl.DateTimeFormat(locale, { dateStyle: "long", timeZone: "UTC" });
const formatDate = (day: string): string => calendar.format(new Date(day));

export interface Maintenance {
  text: string;
  /** Its makers have ended it, or Debian has too. */
  tone: "plain" | "warn" | "bad";
}

/** So long before its end people are told where they look anyway. */
const soonDays = 60;

/** What is to be known of a version before anything else: that it has ended, or is about to. */
export function endingOf(schema: ParameterSchema, version: string, now = new Date()): Maintenance | undefined {
  const maintenance = maintenanceOf(schema, version, now);
  if (maintenance?.tone !== "plain") return maintenance;
  const soon = maintenanceOf(schema, version, new Date(now.getTime() + soonDays * 86_400_000));
  return soon?.tone === "plain" ? undefined : { ...maintenance, tone: "warn" };
}

/** Until when a version is looked after, as a sentence below the choice. Its last day is one of them. */
export function maintenanceOf(
  { maintained }: ParameterSchema,
  version: string,
  now = new Date(),
): Maintenance | undefined {
  const until = maintained?.[version];
  if (!until) return undefined;
  const today = now.toISOString().slice(0, 10);
  const [makers, debian] = [formatDate(until.byMakers), formatDate(until.byDebian)];
  if (today > until.byDebian) return { tone: "bad", text: text.ended(debian) };
  if (today > until.byMakers) return { tone: "warn", text: text.secured(makers, debian) };
  return { tone: "plain", text: text.maintained(makers, debian) };
}
