import * as Certificates from "../certificates/index.ts";
import type { Id } from "../kernel/id.ts";
import type { Endings, LongOperation } from "../kernel/long-operation/plan.ts";
import type { Scope } from "../kernel/operation.ts";
import * as Settings from "../settings/index.ts";

async function woken({ tx, ctx }: Scope, { subject, accountId }: LongOperation) {
  const names = await Certificates.namesOf(tx, subject as Id<"certificate">);
  return accountId === null ? [] : Settings.wakeForCertificate({ tx, ctx }, { accountId, names });
}

/** What waits for a certificate hears of its end. */
export const certificateEndings: Endings = {
  async succeeded(scope, operation) {
    const { audit, events } = await Certificates.issueEndings.succeeded(scope, operation);
    return { audit, events: [...events, ...(await woken(scope, operation))] };
  },
  async failed(scope, operation, failure) {
    const { audit, events } = await Certificates.issueEndings.failed(scope, operation, failure);
    return { audit, events: [...events, ...(await woken(scope, operation))] };
  },
  restarted: Certificates.issueEndings.restarted,
};
