import { z } from "zod";
import { DomainError } from "#core/kernel/errors.ts";
import { described, log } from "../runtime/log.ts";

export const Problem = z
  .object({
    /** Stable: programs may rely on it. */
    code: z.string(),
    /** For a person. */
    message: z.string(),
    requestId: z.string(),
    fields: z.array(z.object({ path: z.string(), message: z.string() })).optional(),
    retryAfterSeconds: z.int().optional(),
  })
  .meta({ id: "Problem" });
export type Problem = z.infer<typeof Problem>;

/** The answer to a request that failed. What the caller is not told goes to the log, under the same request id. */
export function refuse(error: unknown, requestId: string): Response {
  if (error instanceof DomainError) {
    const { status, code, message, fields, retryAfterSeconds, cause } = error;
    if (cause !== undefined || status >= 500) log("warn", "refused", { requestId, ...described(error) });
    const problem = {
      code,
      message,
      requestId,
      ...(fields && { fields: [...fields] }),
      ...(retryAfterSeconds && { retryAfterSeconds }),
    };
    return answer(status, problem);
  }
  if (error instanceof z.ZodError) {
    const fields = error.issues.map(({ path, message }) => ({ path: path.join("."), message }));
    return answer(400, {
      code: "input.invalid",
      message: "Some of what you entered cannot be used.",
      requestId,
      fields,
    });
  }
  log("error", "a request failed", { requestId, ...described(error) });
  return answer(500, { code: "internal", message: "Something went wrong on our side. Nothing was lost.", requestId });
}

const answer = (status: number, problem: Problem): Response =>
  Response.json(problem, {
    status,
    headers: {
      "cache-control": "no-store",
      ...(problem.retryAfterSeconds && { "retry-after": String(problem.retryAfterSeconds) }),
    },
  });
