import { z } from "zod";

/** Until which day a version is looked after. The platform goes on running it after that. */
export interface Maintenance {
  /** By those who make it. */
  byMakers: string;
  /** By Debian, of whose packages its image is made: flaws in its security alone. */
  byDebian: string;
}

export interface Version {
  image: string;
  maintained: Maintenance;
}

/** The ends of Debian's long-term support. */
export const debianUntil = { bookworm: "2028-06-30", trixie: "2030-06-30" } as const;

/** A parameter that chooses among versions, the newest first, which is what an app gets where none is chosen. */
export function versionChoice<Name extends string>(language: string, versions: Readonly<Record<Name, Version>>) {
  const entries = (Object.entries(versions) as [Name, Version][]) // Made of the very names.
    .toSorted(([a], [b]) => b.localeCompare(a, "en", { numeric: true }));
  const names = entries.map(([name]) => name);
  const [newest] = names;
  if (newest === undefined) throw new Error(`${language}: there is none`);
  const maintained = Object.fromEntries(entries.map(([name, version]) => [name, version.maintained]));
  return z
    .enum(names)
    .default(newest)
    .meta({ title: `${language} version`, language, maintained });
}

/** What an app runs on, where that can be chosen: "PHP 8.2". */
export function versionOf({ shape }: z.ZodObject, parameters: Readonly<Record<string, unknown>>): string | null {
  for (const [name, type] of Object.entries(shape)) {
    const language = z.globalRegistry.get(type)?.language;
    if (typeof language === "string" && typeof parameters[name] === "string") return `${language} ${parameters[name]}`;
  }
  return null;
}
