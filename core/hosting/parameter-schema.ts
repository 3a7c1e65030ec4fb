import { z } from "zod";

/** What a form needs of one parameter, in JSON Schema's own words. */
export const ParameterSchema = z
  .object({
    type: z.enum(["string", "integer", "array"]),
    title: z.string(),
    description: z.string().optional(),
    enum: z.array(z.string()).optional(),
    default: z.union([z.string(), z.number(), z.array(z.string())]).optional(),
    pattern: z.string().optional(),
    minLength: z.int().optional(),
    maxLength: z.int().optional(),
    minimum: z.int().optional(),
    maximum: z.int().optional(),
    /** Of a list, each of whose items is a text. */
    items: z.object({ type: z.literal("string"), pattern: z.string().optional() }).optional(),
    maxItems: z.int().optional(),
    /** Of a choice among versions: what they are versions of. */
    language: z.string().optional(),
    /** By the name of a version, until which day its makers and Debian look after it. */
    maintained: z.record(z.string(), z.object({ byMakers: z.string(), byDebian: z.string() })).optional(),
  })
  .meta({ id: "ParameterSchema" });

export const ParametersSchema = z.object({
  type: z.literal("object"),
  properties: z.record(z.string(), ParameterSchema),
  required: z.array(z.string()),
});
export type ParametersSchema = z.infer<typeof ParametersSchema>;

/**
 * What z.toJSONSchema says, which bundles leave out for its size: parameters are texts, lists of them, choices and whole
 * numbers, with or without a default. A test compares the two.
 */
export function parametersSchema({ shape }: z.ZodObject): ParametersSchema {
  const entries = Object.entries(shape);
  return {
    type: "object",
    properties: Object.fromEntries(entries.map(([name, type]) => [name, ParameterSchema.parse(described(type))])),
    required: entries
      .filter(([, type]) => !(type instanceof z.ZodDefault || type instanceof z.ZodOptional))
      .map(([name]) => name),
  };
}

function described(type: z.core.$ZodType): object {
  const words = z.globalRegistry.get(type) ?? {};
  if (type instanceof z.ZodDefault)
    return { ...described(type.def.innerType), default: type.def.defaultValue, ...words };
  if (type instanceof z.ZodOptional) return { ...described(type.def.innerType), ...words };
  if (type instanceof z.ZodEnum) return { type: "string", enum: type.options, ...words };
  if (type instanceof z.ZodNumber) {
    return { type: "integer", minimum: boundOf(type, "greater_than"), maximum: boundOf(type, "less_than"), ...words };
  }
  if (type instanceof z.ZodArray) {
    return { type: "array", items: described(type.def.element), maxItems: boundOf(type, "max_length"), ...words };
  }
  if (!(type instanceof z.ZodString)) throw new Error("a form knows texts, lists of texts, choices and whole numbers");
  const [pattern] = checksOf(type).flatMap((check) =>
    "pattern" in check && check.pattern instanceof RegExp ? [check.pattern.source] : [],
  );
  return {
    ...{ type: "string", minLength: boundOf(type, "min_length"), maxLength: boundOf(type, "max_length"), pattern },
    ...words,
  };
}

/** Read from the checks: what sums them up is left out of bundles, too. */
const checksOf = ({ def }: z.ZodString | z.ZodArray | z.ZodNumber) => (def.checks ?? []).map((check) => check._zod.def);

function boundOf(type: z.ZodString | z.ZodArray | z.ZodNumber, kind: string): number | undefined {
  const bounds = checksOf(type).map((check) => {
    if (check.check !== kind) return undefined;
    return Object.entries(check).find(([name]) => ["value", "minimum", "maximum"].includes(name))?.[1];
  });
  return bounds.find((bound) => typeof bound === "number");
}
