import type { Tx } from "../kernel/db.ts";
import { DomainError } from "../kernel/errors.ts";
import type { Ctx } from "../kernel/operation.ts";
import { integration, oneMoreFailure, worthNoting } from "./integration.sql.ts";
import type { IntegrationName } from "./integration.state.ts";

/** Told of each call to a provider. Never throws: a call that was answered is not lost because that cannot be noted. */
export interface CallNotes {
  answered(): Promise<void>;
  failed(error: unknown): Promise<void>;
}

const notedEveryMs = 60_000;
const wordsMax = 500;

/** Notes what became of calls where every function sees it: of answers one a minute, of what came to nothing all. */
export function callNotes(
  { db, now }: Pick<Ctx, "db" | "now">,
  name: IntegrationName,
  notNoted: (error: unknown) => void,
): CallNotes {
  let notedAt = Number.NEGATIVE_INFINITY;
  const note = (run: (tx: Tx) => Promise<unknown>) => db.transaction({ role: "platform" }, run).catch(notNoted);
  return {
    async answered() {
      const at = now();
      if (at.getTime() - notedAt < notedEveryMs) return;
      notedAt = at.getTime();
      const staleBefore = new Date(at.getTime() - notedEveryMs);
      await note((tx) =>
        tx
          .insert(integration)
          .values({ name, answeredAt: at, failures: 0 })
          .onConflictDoUpdate({
            target: integration.name,
            set: { answeredAt: at, failures: 0 },
            setWhere: worthNoting(staleBefore),
          }),
      );
    },
    async failed(error) {
      notedAt = Number.NEGATIVE_INFINITY;
      const at = now();
      const failure = { failedAt: at, failureCode: codeOf(error), failure: wordsOf(error) };
      await note((tx) =>
        tx
          .insert(integration)
          .values({ name, ...failure, failures: 1 })
          .onConflictDoUpdate({
            target: integration.name,
            set: { ...failure, failures: oneMoreFailure },
          }),
      );
    },
  };
}

const codeOf = (error: unknown) => (error instanceof DomainError ? error.code : "unexpected");

/** The whole chain of causes: what we say of it to customers names nothing. */
function wordsOf(error: unknown): string {
  const words: string[] = [];
  for (let one = error; one instanceof Error; one = one.cause)
    if (!(one instanceof DomainError)) words.push(one.message);
  // As they came from outside: the database keeps no NUL.
  return (words.join(": ") || String(error)).replaceAll("\0", " ").slice(0, wordsMax);
}
