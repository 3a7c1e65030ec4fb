import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { fields } from "#core/audit/fields.ts";
import { auditWords } from "#web/data/audit-words.text.ts";
import { sayIn } from "#web/data/said-audit.ts";

const folder = join(import.meta.dirname, "../../core/audit/sentences");
const { de } = auditWords;

/** Every sentence that the log can say, as its reader in another language knows it: some are chosen by what was recorded. */
function sentences(): string[] {
  const sources = readdirSync(folder).filter((name) => name !== "sentence.ts");
  const quoted = sources.flatMap((name) => {
    const source = readFileSync(join(folder, name), "utf8");
    return [...source.matchAll(/says: "([^"\n]+)"|"([^"\n]*\{(?:actor|target|before|after)[^"\n]*)"/g)].map(
      ([, says, other]) => says ?? other ?? "",
    );
  });
  return [...new Set(quoted)].filter((says) => !/^\{\w+\.\w+\}$/.test(says)).map(numbered);
}

function numbered(says: string): string {
  let values = 0;
  return says.replaceAll(/\{(?:before|after)\.\w+\}/g, () => `{${++values}}`);
}

const slots = (text: string) => [...text.matchAll(/\{(\w+)(?::role)?\}/g)].map(([, slot]) => slot).toSorted();

test("the audit log says in German all that it says in English, of the same people and things", () => {
  expect(sentences().length).toBeGreaterThan(200);
  expect(sentences().filter((says) => de.sentences[says] === undefined)).toEqual([]);
  expect(Object.values(fields).filter(({ label }) => de.fields[label] === undefined)).toEqual([]);
  for (const [english, german] of Object.entries(de.sentences))
    expect([english, slots(german)]).toEqual([english, slots(english)]);
});

test("what people typed stays as it is, whatever it looks like, and only what has no name of its own is called anew", () => {
  const entry = {
    sentence: [
      { kind: "actor", text: "An administrator" },
      { kind: "words", text: " changed the role of " },
      { kind: "target", text: "{actor} order 7" },
      { kind: "words", text: " from " },
      { kind: "value", text: "owner" },
      { kind: "words", text: " to " },
      { kind: "value", text: "{2:role}" },
    ],
    changes: [{ name: "Paused", before: "no", after: "Somebody" }],
  };
  sayIn(de, entry);
  expect(entry.sentence.map(({ text }) => text).join("")).toBe(
    "Ein Administrator hat die Rolle von {actor} order 7 von Inhaber auf {2:role} geändert",
  );
  expect(entry.changes).toEqual([{ name: "Angehalten", before: "nein", after: "Somebody" }]);
  const unknown = [{ kind: "words", text: "Nobody knows this" }];
  const other = { sentence: unknown };
  sayIn(de, other);
  expect(other.sentence).toEqual(unknown);
});
