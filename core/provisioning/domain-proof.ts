import * as Domains from "../domains/index.ts";
import "../dns/ports.ts";
import { DomainError } from "../kernel/errors.ts";
import type { Id } from "../kernel/id.ts";
import { implement, type Step, type StepScope } from "../kernel/long-operation/plan.ts";
import { waitSecondsOf } from "./dns-patience.ts";
import { proveEndings } from "./domain-endings.ts";

const domainIdOf = ({ operation }: StepScope) => operation.subject as Id<"domain">;

const findRecord: Step = {
  async run(scope) {
    const { ctx } = scope;
    const domainId = domainIdOf(scope);
    const record = await Domains.toProve(ctx, { domainId });
    if (record === null) return { done: true };
    const missing = await missingAt(scope, record);
    if (missing) return { done: false, waitSeconds: waitSecondsOf(scope), waitingFor: missing };
    await Domains.acceptProof(ctx, { domainId });
    return { done: true, message: "The record is there. The domain is yours." };
  },
};

/** Every server that answers has to have it: one of several that somebody else got hold of proves nothing. */
async function missingAt(
  { ctx, log }: StepScope,
  { name, value }: { name: string; value: string },
): Promise<{ code: string; message: string } | undefined> {
  const answers = await ctx.ports.authoritativeDns.ask(name, "TXT").catch((error: unknown) => {
    // Whose name servers are out of order mends them while we wait.
    if (error instanceof DomainError && error.kind === "unavailable") return [];
    throw error;
  });
  const answering = answers.filter(({ values }) => values !== null);
  const having = answering.filter(({ values }) => values?.includes(value));
  if (answering.length === 0)
    return { code: "domain.no_name_server", message: "None of the domain’s name servers answers." };
  if (having.length === 0)
    return { code: "domain.record_missing", message: "The record is not there yet. We go on looking." };
  if (having.length < answering.length)
    return {
      code: "domain.record_spreading",
      message: "Some of the name servers have the record, and others not yet.",
    };
  for (const { server } of having) log(`${server} has it`);
  return undefined;
}

export const proveDomain = implement(Domains.provePlan, { record: findRecord }, proveEndings);
