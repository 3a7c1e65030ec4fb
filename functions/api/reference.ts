import type { Hono } from "hono";
import { html, raw } from "hono/html";
import type { Env } from "./mount.ts";
import { referenceStyle } from "./reference-style.ts";

type Schema = {
  $ref?: string;
  type?: string | string[];
  format?: string;
  enum?: unknown[];
  const?: unknown;
  items?: Schema;
  properties?: Record<string, Schema>;
  required?: string[];
  anyOf?: Schema[];
  oneOf?: Schema[];
  description?: string;
  additionalProperties?: Schema | boolean;
};

interface Operation {
  operationId?: string;
  tags?: string[];
  description?: string;
  security?: unknown[];
  parameters?: { name: string; in: string; required?: boolean; schema?: Schema }[];
  requestBody?: { content?: Record<string, { schema?: Schema }> };
  responses?: Record<string, { content?: Record<string, { schema?: Schema }> }>;
}

const headers = {
  "cache-control": "no-cache",
  "content-security-policy":
    "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
};

/** The same description as openapi.json, for people: one page, no script. */
export function mountReference(app: Hono<Env>): void {
  app.get("/reference.css", (c) =>
    c.text(referenceStyle, 200, { ...headers, "content-type": "text/css; charset=utf-8" }),
  );
  app.get("/reference", async (c) => {
    const { openApiDocument } = await import("./open-api.ts");
    const { paths = {} } = openApiDocument() as {
      paths?: Record<string, Record<string, Operation>>;
    };
    const all = Object.entries(paths).flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, operation]) => ({ method: method.toUpperCase(), path, operation })),
    );
    const groups = Map.groupBy(all, ({ operation }) => operation.tags?.[0] ?? "other");
    return c.html(page([...groups]), 200, headers);
  });
}

const example = `curl https://portal.example/api/services \\
  -H "Authorization: Bearer $ROOKERY_KEY"

curl https://portal.example/api/services/$SERVICE/restart \\
  -H "Authorization: Bearer $ROOKERY_KEY" \\
  -H "Idempotency-Key: $(uuidgen)" \\
  -X POST`;

type Group = [string, { method: string; path: string; operation: Operation }[]];

const title = (tag: string): string => {
  const words = tag.replaceAll("_", " ");
  return words.charAt(0).toUpperCase() + words.slice(1);
};

const page = (groups: readonly Group[]) => html`<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width" />
    <meta name="color-scheme" content="light dark" />
    <title>API reference · Rookery</title>
    <link rel="stylesheet" href="/api/reference.css" />
  </head>
  <body>
    <nav aria-label="Resources">
      <p class="brand">Rookery API</p>
      <ul>
        ${groups.map(([tag]) => html`<li><a href="#${tag}">${title(tag)}</a></li>`)}
      </ul>
    </nav>
    <main>
      <h1>API reference</h1>
      <p class="lead">
        JSON over HTTPS under <code>/api</code>. Times are ISO 8601 in UTC, amounts are in the currency's smallest unit.
        Errors carry a stable <code>code</code>, a <code>message</code> for people and a <code>requestId</code>. Lists take
        <code>limit</code> and <code>cursor</code>. Changes take an <code>Idempotency-Key</code> header: repeating a request
        with the same key answers with the first result. The machine-readable form is
        <a href="/api/openapi.json">openapi.json</a>.
      </p>
      <p class="lead">
        Programs send an API key, made in the portal under <a href="/keys">API keys</a>. Each route below says which scope
        the key needs.
      </p>
      <pre><code>${example}</code></pre>
      ${groups.map(
        ([tag, operations]) => html`<section aria-labelledby="${tag}">
          <h2 id="${tag}">${title(tag)}</h2>
          ${operations.map(card)}
        </section>`,
      )}
    </main>
  </body>
</html>`;

const card = ({ method, path, operation }: Group[1][number]) => {
  const body = operation.requestBody?.content?.["application/json"]?.schema;
  const [status, success] = Object.entries(operation.responses ?? {}).find(([code]) => code.startsWith("2")) ?? [];
  const result = success?.content?.["application/json"]?.schema;
  return html`<article id="${operation.operationId ?? ""}">
    <h3><span class="method ${method.toLowerCase()}">${method}</span> <code>${path}</code></h3>
    <p class="note">
      <code>${operation.operationId}</code>${operation.security ? " · for people who are signed in" : ""}
      · ${operation.description}
    </p>
    ${operation.parameters?.length ? fields("Parameters", operation.parameters.map(parameter)) : ""}
    ${body?.properties ? fields("Body", properties(body)) : ""}
    <details>
      <summary>Answers ${status}</summary>
      <pre><code>${result ? shape(result, "") : "no body"}</code></pre>
    </details>
  </article>`;
};

type Field = { name: string; kind: string; note: string };

const fields = (label: string, rows: readonly Field[]) => html`<h4>${label}</h4>
  <dl>
    ${rows.map(
      ({ name, kind, note }) => html`<div>
        <dt><code>${name}</code></dt>
        <dd>${kind}${note ? html` <span>${note}</span>` : raw("")}</dd>
      </div>`,
    )}
  </dl>`;

const parameter = ({ name, in: where, required, schema }: NonNullable<Operation["parameters"]>[number]): Field => ({
  name,
  kind: shape(schema ?? {}, ""),
  note: where === "path" ? "in the path" : required ? "required" : "optional",
});

const properties = ({ properties: all = {}, required = [] }: Schema): Field[] =>
  Object.entries(all).map(([name, schema]) => ({
    name,
    kind: shape(schema, ""),
    note: required.includes(name) ? "required" : "optional",
  }));

/** A schema as a person would write it down. */
function shape(schema: Schema, indent: string): string {
  if (schema.$ref !== undefined) return schema.$ref.split("/").at(-1) ?? "";
  if (schema.const !== undefined) return JSON.stringify(schema.const);
  if (schema.enum !== undefined) return schema.enum.map((value) => JSON.stringify(value)).join(" | ");
  const choices = schema.anyOf ?? schema.oneOf;
  if (choices !== undefined) return choices.map((choice) => shape(choice, indent)).join(" | ");
  if (schema.items !== undefined) return `[${shape(schema.items, indent)}, …]`;
  if (schema.properties !== undefined) {
    const deeper = `${indent}  `;
    const lines = Object.entries(schema.properties).map(([name, one]) => `${deeper}${name}: ${shape(one, deeper)}`);
    return `{\n${lines.join("\n")}\n${indent}}`;
  }
  const type = [schema.type ?? "any"].flat().join(" | ");
  return schema.format === "date-time" || schema.format === "date" ? "time" : type;
}
