import { z } from "zod";
import { Refusal } from "./answer.ts";

const operators =
  "EQUAL NOT_EQUAL NOT_LIKE LIKE ILIKE GREATER GREATER_EQUAL LESS LESS_EQUAL IS_NULL IS_NOT_NULL NOT_LESS NOT_GREATER NOT_LESS_EQUAL NOT_GREATER_EQUAL IN NOT_IN".split(
    " ",
  );

/** The body of every list. */
export const Query = z.strictObject({
  filters: z.array(z.strictObject({ key: z.string(), value: z.string(), operator: z.enum(operators) })).optional(),
  view: z
    .strictObject({ limit: z.int().min(1).max(5000), offset: z.int().min(0), children: z.boolean() })
    .partial()
    .optional(),
  orders: z.array(z.strictObject({ key: z.string(), type: z.enum(["ASC", "DESC"]).optional() })).optional(),
});
export type Query = z.output<typeof Query>;

/** The rows that are asked for, and how many there are without a limit. Only what is used of filters is served. */
export function listed<T>(
  rows: readonly T[],
  { filters = [], view = {} }: Query,
  keys: Readonly<Record<string, (row: T) => string>>,
): { rows: T[]; summary: number } {
  const found = rows.filter((row) =>
    filters.every(({ key, value, operator }) => {
      const read = keys[key];
      if (!read) throw new Refusal("E0105", `There is no key ${key} here.`);
      if (operator === "EQUAL") return read(row) === value;
      if (operator === "LIKE")
        return new RegExp(`^${value.replaceAll(".", "\\.").replaceAll("*", ".*")}$`).test(read(row));
      throw new Refusal("E0106", `The stand-in does not serve ${operator}.`);
    }),
  );
  const { limit = 100, offset = 0 } = view;
  return { rows: found.slice(offset, offset + limit), summary: found.length };
}
