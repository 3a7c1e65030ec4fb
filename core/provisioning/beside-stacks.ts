import type { Rendered } from "../hosting/index.ts";
import type { StepResult, StepScope } from "../kernel/long-operation/plan.ts";
import type { At } from "./here.ts";
import { beginOnly, didNotStart, type Starting, stillStarting } from "./starting.ts";

const healthWaitSeconds = 15;

type Beside = Rendered["beside"];

/** What a release's stack is to be joined by: what keeps the data of a compose file, each under its own name. */
export const joinedBeside = (beside: Beside) => beside.map(({ name, stack }) => ({ stack, alias: name }));

/**
 * Starts what keeps the data of a compose file, one after the other; the last of it only begins, and is returned. What is `live`
 * already is left alone; what has changed is changed in its place.
 */
export async function beginBeside(
  scope: StepScope,
  { call, user, home }: At,
  beside: Beside,
  live: Beside,
): Promise<Extract<StepResult, { done: false }> | Starting[]> {
  const beforeOf = ({ stack }: Beside[number]) => live.find((other) => other.stack === stack);
  const changed = beside.filter((one) => beforeOf(one)?.compose !== one.compose);
  for (const one of changed) {
    const { name, stack, compose, seed } = one;
    const before = beforeOf(one);
    const isLast = one === changed.at(-1);
    const starting: Starting = {
      stack,
      title: name,
      words: before ? `${name} has changed: it starts anew in its place, with its data…` : `Starting ${name}…`,
      async settle() {
        scope.log(before ? `${name} was changed in its place, its data are kept` : `${name} is healthy`);
      },
    };
    const waitSeconds = isLast ? beginOnly : healthWaitSeconds;
    const { state, message } = await call.applyStack({ user, stack, home, compose, seed, waitSeconds });
    if (state === "starting") return isLast ? [starting] : stillStarting(starting);
    if (state !== "healthy") throw didNotStart(scope, starting, message);
    await starting.settle();
  }
  return [];
}

/** After what uses it. False: something has not stopped yet. */
export async function stopBeside({ call, user }: At, beside: Beside): Promise<boolean> {
  for (const { stack } of beside.toReversed()) {
    const { state } = await call.stopStack(user, stack);
    if (state === "stopping") return false;
  }
  return true;
}
