import { DrizzleQueryError } from "drizzle-orm/errors";

type Level = "info" | "warn" | "error";

/** One JSON line per event. Secrets print as [redacted]; nothing else is filtered, so pass no bodies. */
export function log(level: Level, message: string, fields: Record<string, unknown> = {}): void {
  const line = JSON.stringify({ level, message, ...fields });
  if (level === "error") console.error(line);
  else console.log(line);
}

/** An error with all its causes, for the log alone. A failed query is shown without its parameters, which are people's data. */
export function described(error: unknown): Record<string, unknown> {
  if (!(error instanceof Error)) return { error: String(error) };
  const { name, message, stack = "", cause } = error;
  const code = "code" in error ? error.code : undefined;
  const reason = error instanceof DrizzleQueryError ? `Failed query: ${error.query}` : message;
  const frames = stack.split("\n").filter((line) => /^\s+at /.test(line));
  return { error: name, reason, code, frames, ...(cause !== undefined && { cause: described(cause) }) };
}
