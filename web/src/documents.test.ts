import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";

const read = (file: string) => readFile(join(import.meta.dirname, "..", file), "utf8");

test("the mark is the same in the page, the documents and the icon", async () => {
  const path = /"(M4 4[^"]+)"/.exec(await read("src/ui/mark.tsx"))?.[1] ?? "no path";
  for (const file of ["sign-in.html", "register.html", "public/favicon.svg"]) expect(await read(file)).toContain(path);
});

test("the theme is read before the first paint from where the switch stores it", async () => {
  const key = /storageKey = "([^"]+)"/.exec(await read("src/lib/theme.ts"))?.[1] ?? "no key";
  expect(await read("public/theme.js")).toContain(key);
  for (const file of ["sign-in.html", "register.html"]) {
    const document = await read(file);
    expect(document.indexOf("/theme.js")).toBeLessThan(document.indexOf("stylesheet"));
  }
});

test("the language is kept where the server reads it", async () => {
  const cookie = /cookie = "([^"]+)"/.exec(await read("src/lib/language.ts"))?.[1] ?? "no cookie";
  expect(await read("../functions/site-router.ts")).toContain(`languageCookie = "${cookie}"`);
});
