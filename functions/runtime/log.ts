import { AsyncLocalStorage } from "node:async_hooks";
import { DrizzleQueryError } from "drizzle-orm/errors";
import type { Actor } from "#core/kernel/actor.ts";
import { sourceFrame } from "./source-frame.ts";

type Level = "info" | "warn" | "error";

interface About {
  requestId: string;
  actor: Actor;
}

const current = new AsyncLocalStorage<About>();

/** What is logged while `run` runs says for which request, and who asked. */
export const logAbout = <T>({ requestId, actor }: About, run: () => T): T => current.run({ requestId, actor }, run);

/** One JSON line per event. Secrets print as [redacted]; nothing else is filtered, so pass no bodies. */
export function log(level: Level, message: string, fields: Record<string, unknown> = {}): void {
  const { requestId, actor } = current.getStore() ?? {};
  const timestamp = new Date().toISOString();
  const line = { timestamp, level: level.toUpperCase(), message, requestId, actor: actor && idsOf(actor), ...fields };
  print(JSON.stringify(line), level);
}

/** By ids alone: names and addresses of people are not for logs. */
const idsOf = (actor: Actor): Record<string, unknown> => {
  switch (actor.type) {
    case "acting":
    case "member": {
      const { type, personId, accountId, role } = actor;
      return { type, personId, accountId, role };
    }
    case "staff": {
      const { type, personId, role } = actor;
      return { type, personId, role };
    }
    case "key": {
      const { type, keyId, accountId } = actor;
      return { type, keyId, accountId };
    }
    default:
      return { ...actor };
  }
};

/**
 * A line as it is. Lambda's console puts what it is given into a line of its own, as text: fields could not be searched
 * then, and metrics would not be found.
 */
export function print(line: string, level: Level = "info"): void {
  if (process.env.AWS_LAMBDA_FUNCTION_NAME !== undefined) process.stdout.write(`${line}\n`);
  else if (level === "error") console.error(line);
  else console.log(line);
}

/** An error with all its causes, for the log alone. A failed query is shown without its parameters, which are people's data. */
export function described(error: unknown): Record<string, unknown> {
  if (!(error instanceof Error)) return { error: String(error) };
  const { name, message, stack = "", cause } = error;
  const code = "code" in error ? error.code : undefined;
  const reason = error instanceof DrizzleQueryError ? `Failed query: ${error.query}` : message;
  const frames = stack
    .split("\n")
    .filter((line) => /^\s+at /.test(line))
    .map(sourceFrame);
  return { error: name, reason, code, frames, ...(cause !== undefined && { cause: described(cause) }) };
}
