import { expect, test } from "vitest";
import { ansiParts, markedParts, withoutAnsi } from "./ansi.ts";

test("colours become classes, and nothing of a sequence is left in the text", () => {
  expect(ansiParts("a \u001b[1;31mred\u001b[0m b\u001b[38;5;196mc\u001b[m")).toEqual([
    { text: "a ", look: "" },
    { text: "red", look: "ansi-red ansi-bold" },
    { text: " b", look: "" },
    { text: "c", look: "" },
  ]);
  expect(withoutAnsi("\u001b[32mok\u001b[39m")).toBe("ok");
});

test("no look holds anything but names of ours, whatever a line asks for", () => {
  for (let code = 0; code < 300; code++) {
    for (const { look } of ansiParts(`\u001b[${code};${code + 1}mx`)) expect(look).toMatch(/^[a-z -]*$/);
  }
});

test("what was searched for is marked, whatever its case and colour, and the text stays whole", () => {
  const marked = markedParts(ansiParts("An er\u001b[31mROR and an Error"), "error");
  expect(marked.filter(({ hit }) => hit).map(({ text }) => text)).toEqual(["er", "ROR", "Error"]);
  expect(marked.map(({ text }) => text).join("")).toBe("An erROR and an Error");
  expect(
    markedParts(ansiParts("İerror"), "error")
      .filter(({ hit }) => hit)
      .map(({ text }) => text),
  ).toEqual(["error"]);
  expect(markedParts(ansiParts("plain"), "").some(({ hit }) => hit)).toBe(false);
});
