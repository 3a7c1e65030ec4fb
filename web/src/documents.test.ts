import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { text as doorText } from "./portal/door/door-form.text.ts";
import { text as registerText } from "./portal/door/register.text.ts";
import { text as signInText } from "./portal/door/sign-in.text.ts";

const read = (file: string) => readFile(join(import.meta.dirname, "..", file), "utf8");

test("what is painted before the script has arrived says what the script will say", async () => {
  const signIn = await read("sign-in.html");
  for (const words of [
    "title",
    "line",
    "email",
    "password",
    "submit",
    "forgot",
    "singleSignOn",
    "newHere",
    "register",
  ] as const) {
    expect(signIn).toContain(signInText[words]);
  }
  const register = await read("register.html");
  for (const words of ["title", "line", "submit", "haveOne", "signIn"] as const) {
    expect(register).toContain(registerText[words]);
  }
  expect(register).toContain(doorText.email);
});

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
