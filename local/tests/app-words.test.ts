import { expect, test } from "vitest";
import * as Hosting from "#core/hosting/index.ts";
import { appWords } from "#web/parts/apps.text.ts";

const isName = (choice: string) => /^[\d.]+$/.test(choice);

test.each(["en", "de"] as const)(
  "people read of every app, of all that can be chosen of it, and of every choice: %s",
  (language) => {
    for (const { name, parameters } of Hosting.appTemplates) {
      const words = appWords[language][name];
      expect([name, words?.title, words?.summary]).toEqual([name, expect.any(String), expect.any(String)]);
      const { properties } = Hosting.parametersSchema(parameters);
      expect([name, Object.keys(words?.parameters ?? {}).toSorted()]).toEqual([
        name,
        Object.keys(properties).toSorted(),
      ]);
      for (const [key, { pattern, items, enum: choices = [] }] of Object.entries(properties)) {
        const of = words?.parameters[key];
        if (pattern ?? items?.pattern) expect([name, key, of?.problem]).toEqual([name, key, expect.any(String)]);
        const unnamed = choices.filter((choice) => !isName(choice) && of?.options?.[choice] === undefined);
        expect([name, key, unnamed]).toEqual([name, key, []]);
      }
    }
  },
);

test("what people read of an app in English is what programs are told of it", () => {
  for (const { name, title, summary } of Hosting.appTemplates)
    expect([name, appWords.en[name]]).toEqual([name, expect.objectContaining({ title, summary })]);
});
