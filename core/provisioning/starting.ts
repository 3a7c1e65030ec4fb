import { DomainError } from "../kernel/errors.ts";
import type { StepResult, StepScope } from "../kernel/long-operation/plan.ts";

const pollSeconds = 2;

/** Something beside a release that is on its way up: no container of the release starts before it is healthy. */
export interface Starting {
  stack: string;
  title: string;
  /** What people read while it starts. */
  words: string;
  /** Once it is healthy. */
  settle(): Promise<void>;
}

/** Of what only begins, the node says nothing more; who comes after it waits for it. */
export const beginOnly = 0;

export const stillStarting = ({ words }: Pick<Starting, "words">): Extract<StepResult, { done: false }> => ({
  done: false,
  waitSeconds: pollSeconds,
  waitingFor: { code: "database.starting", message: words },
});

export function didNotStart(
  scope: StepScope,
  { title }: Pick<Starting, "title">,
  cause: string | undefined,
): DomainError {
  if (cause !== undefined) scope.log(cause, "err");
  return new DomainError("unavailable", "database.failed", `${title} did not start.`, { cause });
}
