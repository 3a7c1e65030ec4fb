import { language } from "#web/lib/dictionary.ts";
import type { AuditWords } from "./audit-words.text.ts";

interface Part {
  kind: string;
  text: string;
}
interface Entry {
  sentence: Part[];
  actor?: { name: string; detail: string | null };
  changes?: { name: string; before: string | null; after: string | null }[];
}

/** Entries of the audit log in the reader's language, wherever they stand. The words are loaded with the first one. */
export async function saidAudit<Page extends { items: object[] }>(page: Page): Promise<Page> {
  const entries = page.items.filter(isEntry);
  if (language === "en" || entries.length === 0) return page;
  // Without its words an entry is still better told in English than not at all.
  const loaded = await import("./audit-words.text.ts").catch(() => undefined);
  if (loaded) for (const entry of entries) sayIn(loaded.words, entry);
  return page;
}

const isEntry = (item: object): item is Entry => "sentence" in item && Array.isArray(item.sentence);

export function sayIn(words: AuditWords, entry: Entry): void {
  entry.sentence = said(words, entry.sentence);
  if (entry.actor) {
    entry.actor.name = called(words, entry.actor.name);
    entry.actor.detail = words.roles[entry.actor.detail ?? ""] ?? entry.actor.detail;
  }
  for (const change of entry.changes ?? []) {
    change.name = words.fields[change.name] ?? change.name;
    for (const side of ["before", "after"] as const) {
      if (change[side] === "yes" || change[side] === "no") change[side] = called(words, change[side]);
    }
  }
}

function said(words: AuditWords, sentence: readonly Part[]): Part[] {
  let values = 0;
  const slots = new Map<string, Part>();
  const english = sentence.map((part) => {
    if (part.kind === "words") return part.text;
    const slot = part.kind === "value" ? `${++values}` : part.kind;
    slots.set(slot, part);
    return `{${slot}}`;
  });
  const own = words.sentences[english.join("")];
  if (own === undefined) return [...sentence];
  return own.split(/(\{[a-z0-9:]+\})/).flatMap((piece): Part[] => {
    const [, slot = "", isRole] = /^\{(\w+)(:role)?\}$/.exec(piece) ?? [];
    const part = slots.get(slot);
    if (!part) return piece === "" ? [] : [{ kind: "words", text: piece }];
    if (isRole) return [{ ...part, text: words.roles[part.text] ?? part.text }];
    return [part.kind === "value" ? part : { ...part, text: called(words, part.text) }];
  });
}

/** What has no name of its own, and what is called by its number. */
function called({ names }: AuditWords, name: string): string {
  const [, number] = /^order (\d+)$/i.exec(name) ?? [];
  if (number) return `${names.Order} ${number}`;
  const [, key] = /^the API key “(.*)”$/i.exec(name) ?? [];
  if (key !== undefined) return `${names.Key} „${key}“`;
  const known = names[name] ?? names[name.charAt(0).toUpperCase() + name.slice(1)];
  if (known === undefined) return name;
  return /^\p{Lu}/u.test(name) ? known : known.charAt(0).toLowerCase() + known.slice(1);
}
