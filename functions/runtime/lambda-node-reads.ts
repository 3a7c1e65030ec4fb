import { InvokeCommand, type LambdaClient } from "@aws-sdk/client-lambda";
import { z } from "zod";
import { DomainError, type ErrorKind } from "#core/kernel/errors.ts";
import { type NodeReads, SiteLog } from "#core/services/index.ts";

const timeoutMs = 20_000;

const Answer = z.union([
  z.object({ value: z.unknown() }),
  z.object({ refused: z.object({ kind: z.string(), code: z.string(), message: z.string() }) }),
]);

/** Reads from nodes by invoking functions/node, which has the address that nodes let in. */
export function lambdaNodeReads(client: LambdaClient, functionName: string): NodeReads {
  async function ask(read: keyof NodeReads, input: unknown): Promise<unknown> {
    const event = { requestId: crypto.randomUUID(), read, input };
    const { Payload, FunctionError } = await client
      .send(new InvokeCommand({ FunctionName: functionName, Payload: JSON.stringify(event) }), {
        abortSignal: AbortSignal.timeout(timeoutMs),
      })
      .catch((cause: unknown) => {
        throw new DomainError("unavailable", "node.unreachable", "The node cannot be reached.", { cause });
      });
    const text = Payload?.transformToString() ?? "null";
    if (FunctionError !== undefined) throw new Error(`${functionName} failed: ${text.slice(0, 2000)}`);
    const answer = Answer.parse(JSON.parse(text));
    if ("refused" in answer) {
      const { kind, code, message } = answer.refused;
      throw new DomainError(kind as ErrorKind, code, message);
    }
    return answer.value;
  }

  return { siteLog: async (request) => SiteLog.parse(await ask("siteLog", request)) };
}
