import { setTimeout as delay } from "node:timers/promises";
import type { Context } from "aws-lambda";
import { z } from "zod";
import { described, log } from "../runtime/log.ts";

const Properties = z.record(z.string(), z.unknown());

/** What CloudFormation sends. It waits for an answer at `ResponseURL`, and for nothing else. */
const Request = z.object({
  RequestType: z.enum(["Create", "Update", "Delete"]),
  ResponseURL: z.url(),
  StackId: z.string(),
  RequestId: z.string(),
  LogicalResourceId: z.string(),
  PhysicalResourceId: z.string().optional(),
  ResourceProperties: Properties.default({}),
  OldResourceProperties: Properties.default({}),
});
export type DeployRequest = z.output<typeof Request>;

export interface DeployStep {
  /** What it is called in the stack for as long as it lives there. */
  id: string;
  /** Does what is missing, so that it may run again. The signal ends it: what it has not finished then must undo itself. */
  run(request: DeployRequest, signal: AbortSignal): Promise<void>;
  /** What of an error whoever deploys gets to read. */
  reasonOf(error: unknown): string;
}

/** Of its time, what a function keeps to undo what is unfinished, and to answer. */
const reserveMs = 20_000;
const answerTimeoutMs = 5_000;
const answersMax = 3;
const reasonMax = 1_000;

/** A handler that CloudFormation always gets an answer from: a deployment that waits for one waits for an hour. */
export const customResource =
  ({ id, run, reasonOf }: DeployStep) =>
  async (event: unknown, { getRemainingTimeInMillis }: Pick<Context, "getRemainingTimeInMillis">): Promise<void> => {
    const request = Request.parse(event);
    const failure = await failureOf();
    if (failure !== undefined) log("error", "a deployment step failed", { step: id, ...described(failure.error) });
    const { StackId, RequestId, LogicalResourceId, PhysicalResourceId = id } = request;
    await answer(request.ResponseURL, {
      Status: failure === undefined ? "SUCCESS" : "FAILED",
      Reason: failure && reasonOf(failure.error).slice(0, reasonMax),
      ...{ StackId, RequestId, LogicalResourceId, PhysicalResourceId },
    });

    async function failureOf(): Promise<{ error: unknown } | undefined> {
      // Whatever was made stays: taking a stack away must not take data away.
      if (request.RequestType === "Delete") return undefined;
      const signal = AbortSignal.timeout(Math.max(0, getRemainingTimeInMillis() - reserveMs));
      try {
        await run(request, signal);
        return undefined;
      } catch (error) {
        return { error };
      }
    }
  };

async function answer(url: string, body: object): Promise<void> {
  // As bytes, so that no content type is sent: it would be part of what the address was signed for.
  const bytes = new TextEncoder().encode(JSON.stringify(body));
  for (let attempt = 1; ; attempt++) {
    try {
      const response = await fetch(url, { method: "PUT", body: bytes, signal: AbortSignal.timeout(answerTimeoutMs) });
      if (response.ok) return;
      throw new Error(`CloudFormation's address answered ${response.status}`);
    } catch (error) {
      // Thrown, it is invoked again.
      if (attempt === answersMax) throw error;
      await delay(200 * attempt);
    }
  }
}
