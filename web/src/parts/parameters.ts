import type { AppOffer, ParameterSchema } from "#web/data/apps.ts";
import { wordsOfApp } from "./apps.text.ts";
import { text } from "./parameters.text.ts";

/** Values as fields hold them, by the name of the parameter; what is not among them has not been touched. */
export type TypedParameters = Readonly<Record<string, string>>;

export const startingValue = ({ default: value }: ParameterSchema): string =>
  Array.isArray(value) ? value.join("\n") : String(value ?? "");

/** A list is typed one to a line. */
const linesOf = (typed: string): string[] => typed.split("\n").flatMap((line) => line.trim() || []);

/** The only choice there is: nothing to choose, but to be told. */
export const onlyChoice = ({ enum: choices }: ParameterSchema): string | undefined =>
  choices?.length === 1 ? choices[0] : undefined;

/** What is wrong with a value, as a sentence at its field. The server decides; this only says so earlier. */
export function parameterProblem(app: AppOffer, name: string, typed: string): string | undefined {
  const schema = app.parameters.properties[name];
  if (!schema) return undefined;
  const isNeeded = app.parameters.required.includes(name);
  if (typed === "" && schema.default === undefined) return isNeeded ? text.missing : undefined;
  if (schema.type === "integer") return numberProblem(schema, typed);
  const unfitting = () => wordsOfApp(app.template)?.parameters[name]?.problem ?? text.unfitting;
  if (schema.type === "array") {
    const pattern = new RegExp(schema.items?.pattern ?? "");
    return linesOf(typed).every((line) => pattern.test(line)) ? undefined : unfitting();
  }
  if (schema.maxLength !== undefined && typed.length > schema.maxLength) return text.long(schema.maxLength);
  if (schema.pattern === undefined || new RegExp(schema.pattern).test(typed.trim())) return undefined;
  return unfitting();
}

function numberProblem({ minimum, maximum }: ParameterSchema, typed: string): string | undefined {
  if (!/^-?\d{1,15}$/.test(typed)) return text.whole;
  const number = Number(typed);
  const [least, most] = [minimum ?? Number.MIN_SAFE_INTEGER, maximum ?? Number.MAX_SAFE_INTEGER];
  return number < least || number > most ? text.between(least, most) : undefined;
}

export const firstUnfitting = (app: AppOffer, typed: TypedParameters): string | undefined =>
  Object.entries(app.parameters.properties).find(
    ([name, schema]) => parameterProblem(app, name, typed[name] ?? startingValue(schema)) !== undefined,
  )?.[0];

/** What is sent: what differs from what the app fills in by itself. */
export function chosenParameters(app: AppOffer, typed: TypedParameters): Record<string, unknown> {
  const entries = Object.entries(app.parameters.properties).flatMap(([name, schema]): [string, unknown][] => {
    const value = typed[name]?.trim();
    if (value === undefined || value === startingValue(schema)) return [];
    return [[name, sentAs(schema, value)]];
  });
  return Object.fromEntries(entries);
}

/** Of an app that runs: its values as fields hold them. */
export const typedFrom = (app: AppOffer, parameters: Readonly<Record<string, unknown>>): TypedParameters =>
  Object.fromEntries(
    Object.entries(app.parameters.properties).map(([name, schema]) => {
      const value = parameters[name];
      return [
        name,
        Array.isArray(value) ? value.join("\n") : value === undefined ? startingValue(schema) : String(value),
      ];
    }),
  );

/** What is sent to change an app that runs: what differs from what it runs with. Null: what the app fills in by itself. */
export const changedParameters = (
  app: AppOffer,
  before: TypedParameters,
  after: TypedParameters,
): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(app.parameters.properties).flatMap(([name, schema]): [string, unknown][] => {
      const [was, value] = [before[name] ?? "", after[name]?.trim() ?? ""];
      if (was === value) return [];
      return [[name, value === "" && schema.default === undefined ? null : sentAs(schema, value)]];
    }),
  );

function sentAs({ type }: ParameterSchema, value: string): unknown {
  if (type === "integer") return Number(value);
  return type === "array" ? linesOf(value) : value;
}
