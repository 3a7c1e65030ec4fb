import { z } from "zod";
import { covers, createSwitches } from "../stand-in/switches.ts";

const Times = z.int().min(1).max(1000).default(1);
const CallPattern = {
  method: z.enum(["GET", "POST", "DELETE"]).optional(),
  path: z.string().startsWith("/v1/"),
  times: Times,
};

export const Failure = z.discriminatedUnion("kind", [
  /** Answers with an error. With `executed` the call takes effect all the same. */
  z.strictObject({
    kind: z.literal("error"),
    ...CallPattern,
    status: z.union([z.literal(409), z.literal(429), z.literal(500), z.literal(502), z.literal(503)]),
    executed: z.boolean().default(false),
  }),
  /** Closes the connection without an answer. */
  z.strictObject({ kind: z.literal("close"), ...CallPattern, executed: z.boolean().default(false) }),
  /** Keeps the caller waiting until it gives up. */
  z.strictObject({ kind: z.literal("hang"), ...CallPattern, executed: z.boolean().default(false) }),
  /** Answers, later. */
  z.strictObject({ kind: z.literal("slow"), ...CallPattern, ms: z.int().min(1).max(60_000) }),
  /** The bank says no to the next payments, whatever the card. */
  z.strictObject({
    kind: z.literal("decline"),
    decline: z.enum(["generic_decline", "insufficient_funds", "expired_card", "authentication_required"]),
    offSessionOnly: z.boolean().default(false),
    times: Times,
  }),
  /** What becomes of the next refunds, whatever the card. */
  z.strictObject({ kind: z.literal("refund"), outcome: z.enum(["fails", "pending"]), times: Times }),
]);
export type Failure = z.output<typeof Failure>;
export type FailureInput = z.input<typeof Failure>;

export type CallFailure = Extract<Failure, { path: string }>;
export type Decline = Extract<Failure, { kind: "decline" }>["decline"];
export type RefundOutcome = Extract<Failure, { kind: "refund" }>["outcome"];

/** Failures asked for in advance. They live in memory: a restart makes everything work again. */
export interface FailureSwitches {
  add(failure: FailureInput): void;
  clear(): void;
  list(): Failure[];
  takeCall(method: string, path: string): CallFailure | undefined;
  takeDecline(offSession: boolean): Decline | undefined;
  takeRefund(): RefundOutcome | undefined;
}

export function createFailureSwitches(): FailureSwitches {
  const { add, clear, list, take } = createSwitches<Failure>();
  return {
    add: (failure) => add(Failure.parse(failure)),
    clear,
    list,
    takeCall: (method, path) =>
      take(
        (failure): failure is CallFailure =>
          "path" in failure && (failure.method ?? method) === method && covers(failure.path, path),
      ),
    takeDecline: (offSession) =>
      take(
        (failure): failure is Extract<Failure, { kind: "decline" }> =>
          failure.kind === "decline" && (offSession || !failure.offSessionOnly),
      )?.decline,
    takeRefund: () =>
      take((failure): failure is Extract<Failure, { kind: "refund" }> => failure.kind === "refund")?.outcome,
  };
}
