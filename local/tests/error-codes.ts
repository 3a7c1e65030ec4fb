import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parseSync } from "vite";

interface Node {
  type: string;
  [part: string]: unknown;
}
/** A function that makes an error of a code that it is given, and which of its parameters that is. */
interface Maker {
  file: string;
  name: string;
  parameter: number;
}
interface Calls {
  file: string;
  callee: string;
  codes: readonly (Node | undefined)[];
  /** Of the functions around it, from the outermost inwards. */
  around: readonly { name: string; parameters: readonly string[] }[];
}

const root = join(import.meta.dirname, "../..");
const isOfTests = /\.test\.ts$|\/test-|\/fake[-/]|\.d\.ts$/;

/** Every code of an error as the sources name it; `*` is what only runs know. */
export function errorCodes(folders = ["core", "functions"]): string[] {
  const files = folders.flatMap((folder) => globSync(`${folder}/**/*.ts`, { cwd: root }));
  const sources = files.filter((file) => !isOfTests.test(file)).map((file) => [file, parsed(file)] as const);
  const calls = sources.flatMap(([file, program]) => callsIn(program, file));
  const imported = new Map(sources.map(([file, program]) => [file, importedBy(program)]));
  const codes = new Set<string>();
  const makers: Maker[] = [
    { file: "", name: "DomainError", parameter: 1 },
    { file: "", name: "notFound", parameter: 0 },
  ];
  for (const maker of makers) {
    const reaches = ({ file, callee }: Calls) =>
      callee === maker.name &&
      (maker.file === "" || file === maker.file || (imported.get(file)?.has(maker.name) ?? false));
    for (const call of calls.filter(reaches)) {
      const given = call.codes[maker.parameter];
      for (const code of literals(given)) codes.add(maker.name === "notFound" ? `${code}.not_found` : code);
      const made = makerOf(call, given);
      if (made && !makers.some(({ file, name }) => file === made.file && name === made.name)) makers.push(made);
    }
  }
  return [...codes].filter((code) => /^[a-z_*]+\.[a-z_.*]+$/.test(code)).toSorted();
}

const parsed = (file: string): Node =>
  parseSync(file, readFileSync(join(root, file), "utf8")).program as unknown as Node;

/** What a code can be, as far as it stands there. */
function literals(node: Node | undefined): string[] {
  if (node?.type === "Literal") return [String(node.value)];
  if (node?.type === "TemplateLiteral") {
    const parts = node.quasis as { value: { cooked: string } }[];
    return [parts.map(({ value }) => value.cooked).join("*")];
  }
  if (node?.type === "ConditionalExpression") {
    return [...literals(node.consequent as Node), ...literals(node.alternate as Node)];
  }
  return [];
}

function makerOf({ file, around }: Calls, code: Node | undefined): Maker | undefined {
  if (code?.type !== "Identifier") return undefined;
  const owner = around.findLast(({ parameters }) => parameters.includes(String(code.name)));
  return owner && { file, name: owner.name, parameter: owner.parameters.indexOf(String(code.name)) };
}

function callsIn(program: Node, file: string): Calls[] {
  const found: Calls[] = [];
  const visit = (node: Node, name: string, around: Calls["around"]): void => {
    if (node.type === "NewExpression" || node.type === "CallExpression") {
      const callee = node.callee as Node;
      const of = callee.type === "MemberExpression" ? (callee.property as Node) : callee;
      found.push({ file, callee: String(of.name ?? ""), codes: node.arguments as Node[], around });
    }
    const isFunction = /Function(?:Declaration|Expression)$/.test(node.type);
    const own = (node.id as Node | null | undefined)?.name ?? (node.key as Node | undefined)?.name ?? name;
    const inside = isFunction ? [...around, { name: String(own), parameters: parametersOf(node) }] : around;
    for (const part of Object.values(node).flat()) if (isNode(part)) visit(part, isFunction ? "" : String(own), inside);
  };
  visit(program, "", []);
  return found;
}

const isNode = (part: unknown): part is Node => typeof part === "object" && part !== null && "type" in part;

function parametersOf(node: Node): string[] {
  return (node.params as Node[]).map((given) => {
    const parameter = given.type === "AssignmentPattern" ? (given.left as Node) : given;
    return String(parameter.name ?? "");
  });
}

function importedBy(program: Node): Set<string> {
  const declarations = (program.body as Node[]).filter(({ type }) => type === "ImportDeclaration");
  const specifiers = declarations.flatMap(({ specifiers: list }) => list as Node[]);
  return new Set(specifiers.map(({ local }) => String((local as Node).name)));
}
