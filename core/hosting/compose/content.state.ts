import type { Content, ContentMount, Template } from "./compose-app.state.ts";
import type { Declared } from "./declaration.state.ts";
import { readProjectFile } from "./environment.state.ts";
import { readMode, readTarget } from "./mount.state.ts";
import { where } from "./path.state.ts";
import { interpolateAt, itemsOf, type Reading, readMap, readTemplate, readText } from "./reading.state.ts";
import { contentKeys } from "./refused-keys.state.ts";
import { readForm } from "./scalar.state.ts";
import type { Entry, Value } from "./yaml-tree.state.ts";

type Kind = Content["kind"];

/** A config or a secret, whose text is in the file, in a file of the project or in the settings. */
export function readContent(
  reading: Reading,
  kind: Kind,
  { key: name, value, path, keyRange }: Entry,
): Content | undefined {
  const texts: (Template | undefined)[] = [];
  const subject = `The ${kind} "${name}"`;
  readMap(
    reading,
    value,
    subject,
    {
      content: (entry) => texts.push(readTemplate(reading, entry.value)),
      file: (entry) => {
        const written = readText(reading, entry.value);
        const text = written === undefined ? undefined : readProjectFile(reading, entry.value, written);
        texts.push(text === undefined ? undefined : [text]);
      },
      environment: (entry) => {
        const variable = readForm(reading, entry.value, /^[A-Za-z_][A-Za-z0-9_]*$/, "the name of a setting");
        const written = `\${${variable}:?It is the content of the ${kind} ${name}.}`;
        texts.push(variable === undefined ? undefined : interpolateAt(reading, entry.value, written)?.template);
      },
      labels: () => {},
    },
    contentKeys,
  );
  const [text] = texts;
  if (texts.length !== 1)
    reading.findings.add(
      "value.type",
      { path, range: keyRange },
      `${subject} needs one of "content", "file" and "environment".`,
    );
  return text && { kind, name, text };
}

const id = /^\d{1,5}$/;

/** `configs` and `secrets` of a service: names, or maps that say where they are to be found. */
export function readContentMounts(
  reading: Reading,
  kind: Kind,
  value: Value,
  subject: string,
  declared: Declared,
): ContentMount[] {
  const known = kind === "config" ? declared.configs : declared.secrets;
  return itemsOf(reading, value).flatMap((item) => {
    let name: string | undefined;
    let target: string | undefined;
    const rights: { mode?: string; user?: string; group?: string } = {};
    const put = (key: keyof typeof rights, text: string | undefined) => {
      if (text !== undefined) rights[key] = text;
    };
    if (item.kind !== "map") name = readText(reading, item);
    else {
      readMap(reading, item, `A ${kind} of ${subject}`, {
        source: (entry) => {
          name = readText(reading, entry.value);
        },
        target: (entry) => {
          const text = readText(reading, entry.value);
          target = readTarget(
            reading,
            entry.value,
            text?.startsWith("/") === false ? `${folderOf(kind)}/${text}` : text,
          );
        },
        mode: (entry) => put("mode", readMode(reading, entry.value)),
        uid: (entry) => put("user", readForm(reading, entry.value, id, "the number of a user")),
        gid: (entry) => put("group", readForm(reading, entry.value, id, "the number of a group")),
      });
      if (name === undefined) reading.findings.add("value.type", item, `"${where(item.path)}" needs a source.`);
    }
    if (name === undefined) return [];
    if (!known.has(name)) {
      reading.findings.add("content.unknown", item, `${subject} wants the ${kind} "${name}", which is not declared.`);
      return [];
    }
    return [{ kind, name, target: target ?? `${folderOf(kind)}/${name}`, ...rights }];
  });
}

const folderOf = (kind: Kind): string => (kind === "secret" ? "/run/secrets" : "");
