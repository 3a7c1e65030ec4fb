import { glob } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import type { Language } from "./lib/dictionary.ts";

/** Every text by where it stands: functions say what they say of examples. */
type Texts = ReadonlyMap<string, string>;

let english: Texts;
let german: Texts;

beforeAll(async () => {
  english = await textsIn("en");
  german = await textsIn("de");
});
afterAll(() => vi.unstubAllGlobals());

/** As a page in that language loads them. */
async function textsIn(language: Language): Promise<Texts> {
  vi.resetModules();
  vi.stubGlobal("document", { documentElement: { lang: language } });
  const found = new Map<string, string>();
  for await (const file of glob("**/*.text.ts", { cwd: import.meta.dirname })) {
    const module = (await import(join(import.meta.dirname, file))) as Record<string, unknown>;
    collect(module.text ?? module.loading, file, found);
  }
  return found;
}

function collect(value: unknown, at: string, found: Map<string, string>): void {
  if (typeof value === "string") found.set(at, value);
  else if (typeof value === "function") found.set(at, `${value}`);
  else if (typeof value === "object" && value !== null) {
    for (const [name, part] of Object.entries(value)) collect(part, `${at} ${name}`, found);
  }
}

test("each text is there in both languages, and none is empty", () => {
  expect(english.size).toBeGreaterThan(1000);
  expect([...german.keys()].toSorted()).toEqual([...english.keys()].toSorted());
  for (const texts of [english, german]) {
    expect([...texts].filter(([, text]) => text.trim() === "").map(([at]) => at)).toEqual([]);
  }
});

test("no sentence of German was left in English", () => {
  const isSentence = (text: string) => /(?:^|[`"])[A-Z][^`"]* [a-z]+ [a-z]+/.test(text);
  const same = [...german].filter(([at, text]) => isSentence(text) && english.get(at) === text);
  expect(same.map(([at, text]) => `${at}: ${text}`)).toEqual([]);
});

test("German speaks to people as Sie, in German marks", () => {
  const withoutNames = (text: string) => text.replaceAll("Let’s Encrypt", "");
  const isRude = (text: string) => /\b([Dd]u|[Dd]ein\w*|[Dd]ich|[Dd]ir)\b|[“][A-Za-z]|\w’\w/.test(text);
  const rude = [...german].filter(([, text]) => isRude(withoutNames(text)));
  expect(rude.map(([at, text]) => `${at}: ${text}`)).toEqual([]);
});
