import type { Rendered } from "../hosting/index.ts";
import { DomainError } from "../kernel/errors.ts";
import type { StepResult, StepScope } from "../kernel/long-operation/plan.ts";
import type { At } from "./here.ts";

const healthWaitSeconds = 15;
const pollSeconds = 2;

type Beside = Rendered["beside"];

/** What a release's stack is to be joined by: what keeps the data of a compose file, each under its own name. */
export const joinedBeside = (beside: Beside) => beside.map(({ name, stack }) => ({ stack, alias: name }));

/**
 * Starts what keeps the data of a compose file, one after the other. What is `live` already is left alone; what has changed is
 * changed in its place. Undefined: all of it is healthy.
 */
export async function startBeside(
  scope: StepScope,
  { call, user, home }: At,
  beside: Beside,
  live: Beside,
): Promise<Extract<StepResult, { done: false }> | undefined> {
  for (const { name, stack, compose, seed } of beside) {
    const before = live.find((other) => other.stack === stack);
    if (before?.compose === compose) continue;
    const { state, message } = await call.applyStack({
      user,
      stack,
      home,
      compose,
      seed,
      waitSeconds: healthWaitSeconds,
    });
    if (state === "starting") {
      const words = before ? `${name} has changed: it starts anew in its place, with its data…` : `Starting ${name}…`;
      return { done: false, waitSeconds: pollSeconds, waitingFor: { code: "database.starting", message: words } };
    }
    if (state !== "healthy") {
      if (message !== undefined) scope.log(message, "err");
      throw new DomainError("unavailable", "database.failed", `${name} did not start.`, { cause: message });
    }
    scope.log(before ? `${name} was changed in its place, its data are kept` : `${name} is healthy`);
  }
  return undefined;
}

/** After what uses it. False: something has not stopped yet. */
export async function stopBeside({ call, user }: At, beside: Beside): Promise<boolean> {
  for (const { stack } of beside.toReversed()) {
    const { state } = await call.stopStack(user, stack);
    if (state === "stopping") return false;
  }
  return true;
}
