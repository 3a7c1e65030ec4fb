import { prefixes } from "#core/kernel/id.ts";
import { openApiDocument } from "./open-api.ts";
import type { RouteKey } from "./route.ts";

interface Schema {
  type?: string | string[];
  pattern?: string;
  properties?: Record<string, Schema>;
  additionalProperties?: Schema | boolean;
  items?: Schema;
  anyOf?: Schema[];
  oneOf?: Schema[];
  allOf?: Schema[];
  $ref?: string;
}
interface Parameter {
  name: string;
  in: "path" | "query" | "header";
  schema: Schema;
}
interface Described {
  operationId: string;
  parameters?: Parameter[];
  requestBody?: { content: { "application/json": { schema: Schema } } };
  responses: Record<string, { content?: { "application/json": { schema: Schema } } }>;
}
interface Document {
  paths: Record<string, Record<string, Described>>;
  components: { schemas: Record<string, Schema> };
}

export type IdKind = keyof typeof prefixes;

/** An id that a request holds: in its path, its query, or somewhere in its body. */
export interface IdField {
  where: "path" | "query" | "body";
  /** Names down to it; `*` is any item of a list. */
  path: readonly string[];
  kind: IdKind;
}

/** What the OpenAPI document says of one operation. Tests that are made from it cover routes that nobody has thought of yet. */
export interface DescribedOperation {
  key: RouteKey;
  method: string;
  ids: readonly IdField[];
  parameters: readonly Parameter[];
  /** Of the body, at its first level. */
  bodyFields: readonly string[];
  /** Every name in its answer, at any level. */
  answerFields: ReadonlySet<string>;
}

export function describedOperations(): DescribedOperation[] {
  const document = openApiDocument() as Document;
  const resolved = (schema: Schema): Schema =>
    schema.$ref === undefined ? schema : (document.components.schemas[schema.$ref.split("/").at(-1) ?? ""] ?? {});
  return Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, { parameters = [], requestBody, responses }]) => {
      const body = requestBody?.content["application/json"].schema ?? {};
      const answers = Object.entries(responses).flatMap(([status, { content }]) =>
        status === "default" || content === undefined ? [] : [content["application/json"].schema],
      );
      return {
        key: `${method.toUpperCase()} ${path.replace(/^\/api/, "")}` as RouteKey,
        method: method.toUpperCase(),
        parameters,
        ids: [
          ...parameters.flatMap((each) =>
            each.in === "header" ? [] : idsIn(each.schema, [each.name], each.in, resolved),
          ),
          ...idsIn(body, [], "body", resolved),
        ],
        bodyFields: Object.keys(resolved(body).properties ?? {}),
        answerFields: new Set(answers.flatMap((schema) => namesIn(schema, resolved))),
      };
    }),
  );
}

const kindOf = (pattern: string | undefined): IdKind | undefined => {
  const prefix = /^\^([a-z]{3})_\[0-7\]/.exec(pattern ?? "")?.[1];
  if (prefix === undefined) return undefined;
  const found = Object.entries(prefixes).find(([, each]) => each === prefix);
  if (found === undefined) throw new Error(`no kind of id begins with ${prefix}`);
  return found[0] as IdKind;
};

type Resolve = (schema: Schema) => Schema;

const partsOf = ({ anyOf = [], oneOf = [], allOf = [] }: Schema): Schema[] => [...anyOf, ...oneOf, ...allOf];

function idsIn(given: Schema, path: readonly string[], where: IdField["where"], resolved: Resolve): IdField[] {
  const schema = resolved(given);
  const kind = kindOf(schema.pattern);
  if (kind !== undefined) return [{ where, path, kind }];
  return [
    ...Object.entries(schema.properties ?? {}).flatMap(([name, each]) => idsIn(each, [...path, name], where, resolved)),
    ...(schema.items ? idsIn(schema.items, [...path, "*"], where, resolved) : []),
    ...partsOf(schema).flatMap((each) => idsIn(each, path, where, resolved)),
  ];
}

function namesIn(given: Schema, resolved: Resolve, depth = 0): string[] {
  if (depth > 12) return [];
  const schema = resolved(given);
  const inner = [
    ...Object.values(schema.properties ?? {}),
    ...(schema.items ? [schema.items] : []),
    ...partsOf(schema),
  ];
  return [...Object.keys(schema.properties ?? {}), ...inner.flatMap((each) => namesIn(each, resolved, depth + 1))];
}
