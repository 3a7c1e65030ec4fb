import type { Template } from "./compose-app.state.ts";
import type { Findings, Fix, Place } from "./finding.state.ts";
import { fixOf } from "./fix.state.ts";
import { interpolate, type Variable } from "./interpolation.state.ts";
import { nearestName } from "./nearest-name.state.ts";
import { where } from "./path.state.ts";
import type { RuleCode } from "./rules.state.ts";
import { type Entry, isPlain, type Value } from "./yaml-tree.state.ts";

export interface LintOptions {
  /** Where images may come from, such as `docker.io` or `ghcr.io/example`. */
  readonly registries: readonly string[];
  /** The only images that this host has of its own, under `localhost`. */
  readonly images?: readonly string[];
  /** Whether images can be built from Dockerfiles of the project. */
  readonly builds: boolean;
  readonly plan: {
    readonly name: string;
    readonly memoryMb: number;
    readonly cpus: number;
    readonly processes: number;
  };
  /** Settings that `${NAME}` may use. Nothing else is set. */
  readonly variables?: Readonly<Record<string, string>>;
  /** Names of settings whose values are known to the server alone. */
  readonly secretNames?: readonly string[];
  /** Text files of the project by path, for `env_file` and for `file` of configs and secrets. */
  readonly files?: Readonly<Record<string, string>>;
}

export interface Reading {
  readonly findings: Findings;
  readonly options: LintOptions;
  /** How much text variables may still add: a short file could otherwise ask for gigabytes. */
  room: number;
}

/** What an app may hold in all, so that the file that is made of it fits what a node takes. */
export const mostText = 64 * 1024;

export function removal({ findings }: Reading, entry: Entry): Fix {
  return fixOf("remove", entry.key, findings.lines(entry.range));
}

type Readers = Readonly<Record<string, (entry: Entry) => void>>;

/**
 * The allow-list: a key is read by its reader or refused. `refused` only gives known keys a better explanation. Keys that
 * begin with `x-` are for people and say nothing to us, ours excepted.
 */
export function readMap(
  reading: Reading,
  value: Value,
  subject: string,
  readers: Readers,
  refused: Readonly<Record<string, RuleCode>> = {},
): void {
  for (const entry of entriesOf(reading, value)) {
    const place: Place = { path: entry.path, range: entry.keyRange };
    const reader = Object.hasOwn(readers, entry.key) ? readers[entry.key] : undefined;
    if (reader) reader(entry);
    else if (Object.hasOwn(refused, entry.key)) {
      reading.findings.add(
        refused[entry.key] ?? "key.unsupported",
        place,
        `${subject} has "${entry.key}".`,
        removal(reading, entry),
      );
    } else if (!/^x-(?!rookery)/.test(entry.key) || nearestName(entry.key, ["x-rookery"]) !== undefined) {
      // Comparing takes long, and nobody would read it.
      const near = reading.findings.full ? undefined : nearestName(entry.key, Object.keys(readers));
      const meant = near === undefined ? "" : ` Did you mean "${near}"?`;
      const fix = near === undefined ? removal(reading, entry) : fixOf("write", near, entry.keyRange, near);
      reading.findings.add("key.unknown", place, `${subject} has the unknown key "${entry.key}".${meant}`, fix);
    }
  }
}

/** The entries of a map; of nothing, none. */
export function entriesOf(reading: Reading, value: Value): readonly Entry[] {
  if (value.kind === "map") return value.entries;
  if (!isNothing(value)) wrongType(reading, value, "keys with values below it");
  return [];
}

export function itemsOf(reading: Reading, value: Value): readonly Value[] {
  if (value.kind === "list") return value.items;
  if (!isNothing(value)) wrongType(reading, value, "a list, each line with a hyphen");
  return [];
}

export const isNothing = (value: Value): boolean => value.kind === "scalar" && value.value === null;

export function wrongType({ findings }: Reading, value: Value, expected: string): undefined {
  return findings.add("value.type", value, `"${where(value.path)}" has to be ${expected}.`);
}

export function invalid({ findings }: Reading, value: Value, expected: string): undefined {
  return findings.add("value.invalid", value, `"${where(value.path)}" has to be ${expected}.`);
}

/** Text in which secrets may stand. */
export function readTemplate(reading: Reading, value: Value): Template | undefined {
  const result = interpolated(reading, value);
  for (const name of new Set(result?.unset))
    reading.findings.add("variable.empty", value, `"${where(value.path)}" uses ${name}, which has no value.`);
  return result?.template;
}

/** Text that is known in full. */
export function readText(reading: Reading, value: Value): string | undefined {
  const result = interpolated(reading, value);
  if (!result) return undefined;
  const [unset] = result.unset;
  if (unset !== undefined)
    return reading.findings.add("variable.missing", value, `"${where(value.path)}" uses ${unset}, which has no value.`);
  const secret = result.template.find((part) => typeof part !== "string");
  if (secret)
    return reading.findings.add("variable.secret", value, `"${where(value.path)}" uses the secret ${secret.secret}.`);
  return result.template.join("");
}

function interpolated(reading: Reading, value: Value): { template: Template; unset: readonly string[] } | undefined {
  if (value.kind !== "scalar") return wrongType(reading, value, "a single value");
  if (value.value === null) return wrongType(reading, value, "filled in; there is nothing after the colon");
  return interpolateAt(reading, value, value.text);
}

/** A text that stands at `place`, or is meant there: lines of an `env_file`, for example. */
export function interpolateAt(
  reading: Reading,
  place: Place,
  text: string,
): { template: Template; unset: readonly string[] } | undefined {
  const { findings } = reading;
  const result = interpolate(text, (name) => variableOf(reading.options, name));
  if ("problem" in result) {
    if (result.problem === "syntax")
      return findings.add("variable.syntax", place, `"${where(place.path)}" has a $ that begins no variable.`);
    const words = result.words === "" ? "" : ` The file says: ${result.words}`;
    return findings.add(
      "variable.missing",
      place,
      `"${where(place.path)}" needs ${result.name}, which has no value.${words}`,
    );
  }
  const texts = result.template.filter((part) => typeof part === "string");
  if (!texts.every(isPlain)) {
    return findings.add("yaml.characters", place, "There is a control character or half of a character in this text.");
  }
  return takesRoom(reading, place, texts.join("").length) ? result : undefined;
}

export function takesRoom(reading: Reading, place: Place, characters: number): boolean {
  reading.room -= characters;
  if (reading.room >= 0) return true;
  reading.findings.add(
    "yaml.too_large",
    place,
    `With all that is filled in, the file has more than ${mostText} characters.`,
  );
  return false;
}

function variableOf({ variables = {}, secretNames = [] }: LintOptions, name: string): Variable | undefined {
  if (secretNames.includes(name)) return { secret: name };
  return Object.hasOwn(variables, name) ? { value: variables[name] ?? "" } : undefined;
}
