import { z } from "zod";
import { KmsError } from "./kms-error.ts";

const blob = (maxBytes: number) =>
  z
    .base64()
    .transform((text) => Buffer.from(text, "base64"))
    .refine(({ length }) => length >= 1 && length <= maxBytes, `Member must have length between 1 and ${maxBytes}`);

export const KeyId = z.string().min(1).max(2048);
export const Context = z.record(z.string().min(1), z.string()).default({});
export const Plaintext = blob(4096);
export const Ciphertext = blob(6144);
export const ByteCount = z.int().min(1).max(1024);
export const AliasName = z.string().min(1).max(256);
export const Symmetric = z.literal("SYMMETRIC_DEFAULT").default("SYMMETRIC_DEFAULT");
/** Accepted where AWS takes them, refused when they would change the answer. */
export const Unsupported = z.undefined("is not supported by the local KMS").optional();

/** AWS tells a value of the wrong type from one that is missing or out of range. */
export function parseRequest<S extends z.ZodType>(schema: S, body: unknown): z.output<S> {
  const parsed = schema.safeParse(body, { reportInput: true });
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const member = issue?.path.join(".") ?? "";
  const mistyped = issue?.code === "invalid_type" || issue?.code === "invalid_format";
  if (mistyped && issue.input !== undefined && !issue.message.includes("not supported")) {
    throw new KmsError("SerializationException", `'${member}': ${issue.message}`);
  }
  throw new KmsError(
    "ValidationException",
    `1 validation error detected: Value at '${member}' failed to satisfy constraint: ${issue?.message}`,
  );
}
