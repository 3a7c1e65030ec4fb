import type { Template } from "./compose-app.state.ts";
import type { Place } from "./finding.state.ts";
import { where } from "./path.state.ts";
import { projectPath } from "./project-path.state.ts";
import {
  interpolateAt,
  invalid,
  isNothing,
  type Reading,
  readMap,
  readTemplate,
  readText,
  takesRoom,
  wrongType,
} from "./reading.state.ts";
import { readFlag } from "./scalar.state.ts";
import { isPlain, type Value } from "./yaml-tree.state.ts";

export type Environment = ReadonlyMap<string, Template>;

const variableName = /^[A-Za-z_][A-Za-z0-9_.-]{0,127}$/;

/** `environment` and `args`: a map, or a list of `NAME=value`. A name alone takes the setting of that name. */
export function readEnvironment(reading: Reading, value: Value): Environment {
  const environment = new Map<string, Template>();
  const put = (place: Value, name: string, template: Template | undefined) => {
    if (!variableName.test(name))
      invalid(
        reading,
        place,
        `NAME=value, where the name is of letters, digits and underscores, unlike "${name.slice(0, 60)}"`,
      );
    else if (template && takesRoom(reading, place, name.length)) environment.set(name, template);
  };
  if (value.kind === "map") {
    for (const entry of value.entries) {
      const { key } = entry;
      put(
        entry.value,
        key,
        isNothing(entry.value) ? settingOf(reading, entry.value, key) : readTemplate(reading, entry.value),
      );
    }
  } else if (value.kind === "list") {
    for (const item of value.items) {
      if (item.kind !== "scalar" || item.value === null) {
        wrongType(reading, item, "a text NAME=value");
        continue;
      }
      const at = item.text.indexOf("=");
      if (at === -1) put(item, item.text, settingOf(reading, item, item.text));
      else put(item, item.text.slice(0, at), filledIn(reading, item, item.text.slice(at + 1)));
    }
  } else if (!isNothing(value)) wrongType(reading, value, "names with values below it");
  return environment;
}

/** The setting of a name that stands without a value; nothing, and a warning, when there is none. */
function settingOf(reading: Reading, place: Place, name: string): Template | undefined {
  if (!/^[A-Za-z_][A-Za-z0-9_]*$/.test(name)) return [];
  const { secretNames = [], variables = {} } = reading.options;
  if (secretNames.includes(name) || Object.hasOwn(variables, name))
    return interpolateAt(reading, place, `\${${name}}`)?.template;
  return reading.findings.add("variable.empty", place, `"${where(place.path)}" hands on ${name}, which has no value.`);
}

function filledIn(reading: Reading, place: Place, text: string): Template | undefined {
  const result = interpolateAt(reading, place, text);
  for (const name of new Set(result?.unset))
    reading.findings.add("variable.empty", place, `"${where(place.path)}" uses ${name}, which has no value.`);
  return result?.template;
}

/** `env_file`: the files' content becomes part of the app, so that nothing is read on a node. */
export function readEnvironmentFiles(reading: Reading, value: Value): Environment {
  const environment = new Map<string, Template>();
  for (const item of value.kind === "list" ? value.items : [value]) {
    let path: string | undefined;
    let required = true;
    if (item.kind === "map") {
      readMap(reading, item, `"${where(item.path)}"`, {
        path: (entry) => {
          path = readText(reading, entry.value);
        },
        required: (entry) => {
          required = readFlag(reading, entry.value) ?? true;
        },
      });
    } else path = readText(reading, item);
    if (path === undefined) continue;
    const text = readProjectFile(reading, item, path, required);
    if (text !== undefined)
      for (const [name, template] of linesOf(reading, item, path, text)) environment.set(name, template);
  }
  return environment;
}

/** The text of a file of the project. */
export function readProjectFile(reading: Reading, place: Place, written: string, required = true): string | undefined {
  const found = projectPath(written);
  if (found.kind !== "inside" || found.path === "") {
    return reading.findings.add("file.outside", place, `"${written}" is no file of the project.`);
  }
  const { files = {} } = reading.options;
  const text = Object.hasOwn(files, found.path) ? files[found.path] : undefined;
  if (text === undefined)
    return required
      ? reading.findings.add("file.missing", place, `The project has no text file "${found.path}".`)
      : undefined;
  if (!isPlain(text)) return reading.findings.add("yaml.characters", place, `"${found.path}" is no text file.`);
  return takesRoom(reading, place, text.length) ? text : undefined;
}

const line = /^(?:export\s+)?([A-Za-z_][A-Za-z0-9_.-]*)\s*=\s*(.*)$/;

function* linesOf(reading: Reading, place: Place, file: string, text: string): Generator<[string, Template]> {
  for (const [at, raw] of text.split(/\r?\n/).entries()) {
    const written = raw.trim();
    if (written === "" || written.startsWith("#")) continue;
    const [, name, rest = ""] = line.exec(written) ?? [];
    const value = name === undefined || name.length > 128 ? undefined : assigned(rest);
    if (name === undefined || value === undefined) {
      reading.findings.add("value.invalid", place, `Line ${at + 1} of ${file} has to be NAME=value.`);
      continue;
    }
    const template = value.literal ? [value.text] : filledIn(reading, place, value.text);
    if (template) yield [name, template];
  }
}

/** In single quotes as it stands; in double ones with escapes; bare up to a comment. */
function assigned(written: string): { text: string; literal: boolean } | undefined {
  const quoted = /^(?:'([^']*)'|"((?:[^"\\]|\\.)*)")/.exec(written);
  if (quoted) {
    const [whole, single, double = ""] = quoted;
    if (!/^(?:$|\s*#)/.test(written.slice(whole.length))) return undefined;
    return single === undefined ? { text: unescaped(double), literal: false } : { text: single, literal: true };
  }
  if (/^['"]/.test(written)) return undefined;
  const comment = written.startsWith("#") ? 0 : written.search(/\s#/);
  return { text: (comment === -1 ? written : written.slice(0, comment)).trimEnd(), literal: false };
}

const escapes: Record<string, string> = { n: "\n", r: "\r", t: "\t", $: "$$" };
const unescaped = (text: string): string =>
  text.replaceAll(/\\(.)/g, (_, character: string) => escapes[character] ?? character);
