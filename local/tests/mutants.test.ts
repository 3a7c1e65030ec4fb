import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseSync, Visitor, type VisitorObject } from "rolldown/utils";
import { expect, test } from "vitest";
import { mutants } from "./mutants/index.mjs";

const root = fileURLToPath(new URL("../..", import.meta.url));
const textOf = (file: string) => readFileSync(join(root, file), "utf8");

/** What stands in a title for each row of a table of cases. */
const placeholder = /\$[\w.]+|%[a-z]/;
const anything = ".+";

type Call = Extract<Parameters<NonNullable<VisitorObject["CallExpression"]>>[0], object>;

/** `test` of `test.skipIf(…).each(…)(…)`. */
function nameOf({ callee }: Call): string | undefined {
  let at = callee;
  while (at.type !== "Identifier") {
    if (at.type === "CallExpression") at = at.callee;
    else if (at.type === "MemberExpression") at = at.object;
    else return undefined;
  }
  return at.name;
}

const literal = (text: string): string => text.replaceAll(/[\\^$.*+?()[\]{}|]/g, "\\$&");

/** What a title may be, as a pattern: any, where the code computes it. */
function titleOf({ arguments: [title] }: Call): string {
  if (title?.type === "TemplateLiteral")
    return title.quasis.map(({ value }) => literal(value.cooked ?? "")).join(anything);
  if (title?.type === "Literal" && typeof title.value === "string")
    return title.value.split(placeholder).map(literal).join(anything);
  return anything;
}

/** Patterns of the full names of a file's tests. */
function testsIn(file: string): RegExp[] {
  const suites: string[] = [];
  const tests: RegExp[] = [];
  new Visitor({
    CallExpression(call) {
      if (nameOf(call) === "describe") suites.push(titleOf(call));
      if (nameOf(call) === "test") tests.push(new RegExp(`^${[...suites, titleOf(call)].join(" ")}$`));
    },
    "CallExpression:exit"(call) {
      if (nameOf(call) === "describe") suites.pop();
    },
  }).visit(parseSync(file, textOf(file)).program);
  return tests;
}

test.each(mutants.map((mutant) => [mutant.name, mutant] as const))(
  "%s: the line that it breaks is there once, and so is the test that is to notice",
  (_, { file, find, tests, expects }) => {
    expect(textOf(file).split(find)).toHaveLength(2);
    expect(tests.flatMap(testsIn).some((name) => name.test(expects)) ? expects : "no such test").toBe(expects);
  },
);
