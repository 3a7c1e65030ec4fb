import { expect, test } from "vitest";
import { csvCell, csvLine } from "./csv.ts";

test.each(["=1+1", "+49 30 1", "-2+3", "@SUM(A1)", "\t=1", "\r=1", "\n=1", '=HYPERLINK("http://example.com")'])(
  "a text that begins like a formula is none in a spreadsheet: %j",
  (text) => {
    expect(csvCell(text)).toBe(`"'${text.replaceAll('"', '""')}"`);
  },
);

test("quotes, commas and line ends stay in their cell", () => {
  expect(csvLine(['say "hi", Kim', "two\nlines", "", null])).toBe('"say ""hi"", Kim","two\nlines","",""\r\n');
});
