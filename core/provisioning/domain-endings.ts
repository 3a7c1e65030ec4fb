import type { Id } from "../kernel/id.ts";
import type { Endings, LongOperation } from "../kernel/long-operation/plan.ts";
import * as Settings from "../settings/index.ts";

const ended = async (_: unknown, { subject, accountId }: LongOperation) => ({
  audit: { target: subject, accountId: accountId ?? undefined },
  events: [],
});

/** What was found is recorded by the command that accepts it. */
export const proveEndings: Endings = { succeeded: ended, failed: ended, restarted: async () => {} };

/** What works goes on working when the rest does not. */
export const connectEndings: Endings = {
  succeeded: ended,
  failed: ended,
  restarted: ({ tx }, { subject }) => Settings.connectAgain(tx, subject as Id<"connection">),
};
