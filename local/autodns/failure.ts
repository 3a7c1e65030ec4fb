import { z } from "zod";
import { covers, createSwitches } from "../stand-in/switches.ts";

const Call = {
  /** `/zone`, or `/zone/*` for everything below. */
  path: z.string().startsWith("/"),
  method: z.enum(["GET", "POST", "PUT", "PATCH", "DELETE"]).optional(),
  times: z.int().min(1).max(1000).default(1),
};

export const Failure = z.discriminatedUnion("kind", [
  /** With `executed` the call takes effect all the same. */
  z.strictObject({
    kind: z.literal("error"),
    ...Call,
    status: z.union([z.literal(429), z.literal(500), z.literal(502), z.literal(503)]),
    executed: z.boolean().default(false),
  }),
  /** Closes the connection without an answer. */
  z.strictObject({ kind: z.literal("close"), ...Call, executed: z.boolean().default(false) }),
  /** Says no for good. */
  z.strictObject({ kind: z.literal("refuse"), ...Call, code: z.string().regex(/^E\d+$/) }),
]);
export type Failure = z.output<typeof Failure>;
export type FailureInput = z.input<typeof Failure>;

export function createFailures() {
  const { add, clear, take } = createSwitches<Failure>();
  return {
    add: (failure: FailureInput) => add(Failure.parse(failure)),
    clear,
    take: (method: string, path: string) =>
      take((one): one is Failure => (one.method ?? method) === method && covers(one.path, path)),
  };
}
export type Failures = ReturnType<typeof createFailures>;
