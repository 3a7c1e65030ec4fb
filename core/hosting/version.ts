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
const debianUntil = { bookworm: "2028-06-30", trixie: "2030-06-30" } as const;

interface Packaged {
  /** Both by their folder in node-bootstrap/containers, with the version that a template is written for. */
  image: string;
  builder: string;
  byMakers: string;
  debian: keyof typeof debianUntil;
}

/** A version of a language as a release of Debian has it. */
export const packaged = ({ image, builder, byMakers, debian }: Packaged) => ({
  image: `localhost/rookery/${image}`,
  builder: `localhost/rookery/${builder}`,
  maintained: { byMakers, byDebian: debianUntil[debian] },
});

/** A parameter that chooses among versions, the newest last, which is what an app gets where none is chosen. */
export function versionChoice<Name extends string>(language: string, versions: Readonly<Record<Name, Version>>) {
  const entries = (Object.entries(versions) as [Name, Version][]) // Made of the very names.
    .toSorted(([a], [b]) => a.localeCompare(b, "en", { numeric: true }));
  const names = entries.map(([name]) => name);
  const newest = names.at(-1) as Name; // A template has one at least.
  const maintained = Object.fromEntries(entries.map(([name, version]) => [name, version.maintained]));
  return z
    .enum(names)
    .default(newest)
    .meta({ title: `${language} version`, language, maintained });
}

/** What an app runs on, where that can be chosen, and until when that is looked after. */
export function maintainedVersion(
  { shape }: z.ZodObject,
  parameters: Readonly<Record<string, unknown>>,
): { runtime: string; maintained: Maintenance | undefined } | null {
  for (const [name, type] of Object.entries(shape)) {
    const { language, maintained } = z.globalRegistry.get(type) ?? {};
    const version = parameters[name];
    if (typeof language !== "string" || typeof version !== "string") continue;
    return { runtime: `${language} ${version}`, maintained: (maintained as Record<string, Maintenance>)[version] };
  }
  return null;
}

/** What an app runs on, where that can be chosen: "PHP 8.2". */
export const versionOf = (schema: z.ZodObject, parameters: Readonly<Record<string, unknown>>): string | null =>
  maintainedVersion(schema, parameters)?.runtime ?? null;
