import { expect, test } from "vitest";
import { lintCompose } from "./compose-lint.state.ts";
import { inLanguage } from "./finding-words.state.ts";
import { germanRules } from "./german-rules.state.ts";
import { type RuleCode, rules } from "./rules.state.ts";
import { options } from "./test-apps.ts";

const file = `services:
  web:
    image: nginx:1.29
    ports: ["8080:80"]
    privileged: true
`;

test("every rule has German words, each its own, with the file's words as they are", () => {
  expect(Object.keys(germanRules).toSorted()).toEqual(Object.keys(rules).toSorted());
  const codes = (text: string) => [...text.matchAll(/`([a-z_]{3,})`/g)].map(([, code]) => code).toSorted();
  for (const [code, german] of Object.entries(germanRules)) {
    const english = rules[code as RuleCode];
    expect(codes(german.title), code).toEqual(codes(english.title));
    expect(german.why === "", code).toBe(english.why === "");
    expect(german.why === "" || german.why !== english.why, code).toBe(true);
    for (const words of [german.why, german.remedy]) if (words !== "") expect(words, code).toMatch(/^\S.*[.!]$/);
  }
});

test("what is found says in German the same place and the same fix", async () => {
  const { findings } = lintCompose(file, options);
  const german = await inLanguage("de", findings);
  const apart = (list: typeof german) => list.map(({ message: _, fix, ...rest }) => [rest, fix?.replacement]);
  expect(apart(german)).toEqual(apart(findings));
  expect(german.map(({ message, fix }) => [message.slice(0, 42), fix?.description])).toEqual([
    ["Kein Webdienst. Besucher müssen zu einem P", undefined],
    ["„services.web.ports“: `ports`. Ports des S", "„expose“ statt „ports“ schreiben"],
    ["„services.web.privileged“: `privileged`. E", "„privileged“ entfernen"],
  ]);
  expect(await inLanguage("en", findings)).toBe(findings);
});
