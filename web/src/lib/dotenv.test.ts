import { expect, test } from "vitest";
import { readDotEnv } from "./dotenv.ts";

const read = (text: string) => Object.fromEntries(readDotEnv(text).variables.map(({ name, value }) => [name, value]));

test("reads names and values as programs write them, with comments, spaces and export", () => {
  expect(read("# one\n\nA=1\n  export B = two words  # why\r\nC=\nD=a#b\n\ufeffE=x")).toMatchObject({
    ...{ A: "1", B: "two words", C: "", D: "a#b" },
  });
  expect(read("\ufeffE=x")).toEqual({ E: "x" });
});

test("keeps what is in quotes, across lines too, and knows the escapes of double ones alone", () => {
  expect(
    read(`A="two\\nlines \\"so\\" \\\\ \\$X # no comment" # a comment\nB='as \\n it is'\nC="first\nsecond"\nD=3`),
  ).toEqual({
    ...{ A: 'two\nlines "so" \\ $X # no comment', B: "as \\n it is", C: "first\nsecond", D: "3" },
  });
});

test("leaves every dollar, equals sign and lonely quote alone", () => {
  expect(read(`A=$HOME/\${X}\nB=postgres://u:p@h/d?x=1&y='2'\nC="open\nD=it's`)).toEqual({
    ...{ A: "$HOME/$" + "{X}", B: "postgres://u:p@h/d?x=1&y='2'", C: '"open', D: "it's" },
  });
});

test("says which lines it could not read, and takes the later of two", () => {
  expect(readDotEnv('A=1\nnonsense\nB="x\ny"\n=3\nA=2')).toEqual({
    variables: [
      { name: "A", value: "2" },
      { name: "B", value: "x\ny" },
    ],
    unread: [2, 5],
  });
});
