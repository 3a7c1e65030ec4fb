import { z } from "zod";

/** Everything arrives as text; these are the kinds of text Stripe tells apart. */
const fault = (code: string, message: (input: unknown) => string) => ({
  params: { code },
  error: (issue: { input?: unknown }) => message(issue.input),
});

export const text = (max = 5000) => z.string().min(1).max(max);

/** An empty value unsets. */
export const unsettableText = (max = 5000) =>
  z
    .string()
    .max(max)
    .transform((value) => value || null);

export const unsettable = <S extends z.ZodType>(schema: S) => z.union([z.literal("").transform(() => null), schema]);

export const integer = (min = Number.MIN_SAFE_INTEGER, max = 99_999_999) =>
  z
    .string()
    .refine(
      (value) => /^-?\d{1,15}$/.test(value),
      fault("parameter_invalid_integer", (input) => `Invalid integer: ${input}`),
    )
    .transform(Number)
    .refine(
      (value) => value >= min,
      fault("parameter_invalid_integer", () => `This value must be greater than or equal to ${min}.`),
    )
    .refine(
      (value) => value <= max,
      fault("parameter_invalid_integer", () => `This value must be less than or equal to ${max}.`),
    )
    .meta({ wire: "number" });

export const timestamp = () => integer(0, Number.MAX_SAFE_INTEGER);

export const boolean = () =>
  z
    .string()
    .refine(
      (value) => value === "true" || value === "false",
      fault("parameter_invalid_boolean", (input) => `Invalid boolean: ${input}`),
    )
    .transform((value) => value === "true")
    .meta({ wire: "boolean" });

export const decimal = () =>
  z.string().refine(
    (value) => /^\d{1,8}(\.\d{1,12})?$/.test(value),
    fault("parameter_invalid_decimal", (input) => `Invalid decimal: ${input}`),
  );

export const currency = () =>
  z
    .string()
    .refine(
      (value) => /^[a-z]{3}$/i.test(value),
      fault("parameter_invalid", (input) => `Invalid currency: ${input}. Use a three-letter ISO 4217 code.`),
    )
    .transform((value) => value.toLowerCase());

export const url = () =>
  z.string().refine(
    isUrl,
    fault("url_invalid", () => "Not a valid URL"),
  );

export const email = () =>
  text(512).refine(
    (value) => /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(value),
    fault("email_invalid", (input) => `Invalid email address: ${input}`),
  );

const MetadataMap = z
  .union([
    z.array(z.string().max(500)).transform((values) => Object.fromEntries(values.entries())),
    z.record(z.string().max(40), z.string().max(500)),
  ])
  .refine(
    (map) => Object.keys(map).length <= 50,
    fault("parameter_invalid", () => "Metadata can have up to 50 keys."),
  );

/** Up to 50 keys; an empty value removes its key. */
export const metadata = () => MetadataMap.meta({ wire: "metadata" });

export const address = () =>
  z.strictObject({
    city: text().optional(),
    country: text(2).optional(),
    line1: text().optional(),
    line2: text().optional(),
    postal_code: text().optional(),
    state: text().optional(),
  });

const Range = z.strictObject({
  gt: timestamp().optional(),
  gte: timestamp().optional(),
  lt: timestamp().optional(),
  lte: timestamp().optional(),
});

export const createdRange = () => z.union([timestamp().transform((at) => ({ gte: at, lte: at })), Range]);

/** Every operation takes `expand`, none takes anything it does not name. */
export const params = <S extends z.ZodRawShape>(shape: S) =>
  z.strictObject({ ...shape, expand: z.array(text()).optional() });

export const listParams = <S extends z.ZodRawShape>(shape: S) =>
  params({
    ...shape,
    ending_before: text().optional(),
    limit: integer(1, 100).optional(),
    starting_after: text().optional(),
  });

function isUrl(value: string): boolean {
  return URL.canParse(value.replaceAll("{CHECKOUT_SESSION_ID}", "id")) && /^https?:\/\//.test(value);
}
