import { z } from "zod";
import type { CertificateChecks, CheckedFinding } from "#core/certificates/index.ts";
import { type NodeRuns, RunOnNode } from "#core/jobs/index.ts";
import { DomainError, type ErrorKind } from "#core/kernel/errors.ts";
import { type NodeReads, SiteLog } from "#core/services/index.ts";
import { SourceCheck, type SourceChecks } from "#core/sources/index.ts";
import type { AwsService } from "./aws/aws-service.ts";

const timeoutMs = 20_000;

const Answer = z.union([
  z.object({ value: z.unknown() }),
  z.object({ refused: z.object({ kind: z.string(), code: z.string(), message: z.string() }) }),
]);

/** As functions/node has just made it. */
const Checked = z.custom<CheckedFinding>().nullable();

type Asked = NodeReads & NodeRuns & SourceChecks & CertificateChecks;

/** Asks nodes by invoking functions/node, which has the address that nodes let in. */
export function lambdaNodes(lambda: AwsService, functionName: string): Asked {
  if (!/^[\w-]+$/.test(functionName)) throw new Error(`not the name of a function: ${functionName}`);
  const path = `/2015-03-31/functions/${functionName}/invocations`;

  async function ask(read: keyof Asked, input: unknown): Promise<unknown> {
    const body = JSON.stringify({ requestId: crypto.randomUUID(), read, input });
    const { headers, text } = await lambda
      .send({ path, headers: { "content-type": "application/json" }, body }, AbortSignal.timeout(timeoutMs))
      .catch((cause: unknown) => {
        throw new DomainError("unavailable", "node.unreachable", "The node cannot be reached.", { cause });
      });
    if (headers.has("x-amz-function-error")) throw new Error(`${functionName} failed: ${text.slice(0, 2000)}`);
    const answer = Answer.parse(JSON.parse(text));
    if ("refused" in answer) {
      const { kind, code, message } = answer.refused;
      throw new DomainError(kind as ErrorKind, code, message);
    }
    return answer.value;
  }

  return {
    siteLog: async (request) => SiteLog.parse(await ask("siteLog", request)),
    putJobs: async (request) => z.int().parse(await ask("putJobs", request)),
    startRun: async (request) => void (await ask("startRun", request)),
    readRun: async (request) => RunOnNode.parse(await ask("readRun", request)),
    stopRun: async (request) => void (await ask("stopRun", request)),
    checkCertificate: async (request) => Checked.parse(await ask("checkCertificate", request)),
    checkSource: async (request) => SourceCheck.parse(await ask("checkSource", request)),
  };
}
