import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import type { Operation } from "./operation.ts";
import { operations } from "./server.ts";

const file = join(import.meta.dirname, "../../../shared/specs/autodns-domainrobot.swagger2.trimmed.json");

interface Schema {
  $ref?: string;
  type?: string;
  enum?: unknown[];
  properties?: Record<string, Schema>;
  items?: Schema;
  anyOf?: Schema[];
}
interface Specification {
  paths: Record<string, Record<string, { parameters?: { in: string; schema?: Schema }[] }>>;
  definitions: Record<string, Schema>;
}

describe.skipIf(!existsSync(file))(
  `against the specification${existsSync(file) ? "" : " (skipped: ../shared/specs is not here)"}`,
  () => {
    const { paths, definitions }: Specification = existsSync(file)
      ? JSON.parse(readFileSync(file, "utf8"))
      : { paths: {}, definitions: {} };
    const specOf = ({ method, path }: Operation) => paths[path]?.[method.toLowerCase()];
    const resolved = (schema: Schema | undefined): Schema =>
      schema?.$ref === undefined ? (schema ?? {}) : (definitions[schema.$ref.slice("#/definitions/".length)] ?? {});

    /** Where ours names something that theirs does not have, or takes values that theirs does not. */
    function faults(ours: Schema, theirs: Schema, path: string): string[] {
      const spec = resolved(theirs);
      const foreign = ours.enum?.filter((value) => spec.enum && !spec.enum.includes(value)) ?? [];
      return [
        ...foreign.map((value) => `${path} takes ${String(value)}`),
        ...Object.entries(ours.properties ?? {}).flatMap(([name, schema]) => {
          const there = spec.properties?.[name];
          return there ? faults(schema, there, `${path}.${name}`) : [`${path}.${name} is not in the specification`];
        }),
        ...(ours.items ? faults(ours.items, spec.items ?? {}, `${path}[]`) : []),
      ];
    }

    test.each(operations.map((one) => ({ key: `${one.method} ${one.path}`, one })))(
      "$key takes what the API takes",
      ({ one }) => {
        const spec = specOf(one);
        expect(spec).toBeDefined();
        const theirs = spec?.parameters?.find((parameter) => parameter.in === "body")?.schema;
        expect(theirs === undefined).toBe(one.body === undefined);
        if (one.body && theirs)
          expect(faults(z.toJSONSchema(one.body, { io: "input" }) as Schema, theirs, "")).toEqual([]);
      },
    );
  },
);
