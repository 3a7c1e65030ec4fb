import type { Rendered } from "../hosting/index.ts";
import { DomainError } from "../kernel/errors.ts";
import type { StepResult, StepScope } from "../kernel/long-operation/plan.ts";
import type { ReleaseRow } from "../releases/index.ts";
import { startAddOns } from "./add-on-stacks.ts";
import type { At } from "./here.ts";
import { renderRelease, secretsOf } from "./render-release.ts";
import { applyRelease } from "./steps.ts";

const pollSeconds = 2;

const rendered = async (scope: StepScope, at: At, release: ReleaseRow): Promise<Rendered> =>
  renderRelease(at, release, await secretsOf(scope, at, release));

type Waiting = Extract<StepResult, { done: false }>;

const makingWay = "release.making_way";

/**
 * Where two releases must not write to one volume at once, the one before stops first; visitors wait meanwhile, which is said
 * before it happens.
 */
export async function makeWay(
  scope: StepScope,
  at: At,
  release: ReleaseRow,
  others: readonly ReleaseRow[],
): Promise<Waiting | { done: true; words?: string; meanwhile?: Waiting }> {
  if (others.length === 0 || (await rendered(scope, at, release)).overlaps) return { done: true };
  const numbers = others.map(({ number }) => number).join(" and ");
  const message = `Release ${numbers} stops first: two must not write to one volume at once. Visitors wait until the new one answers.`;
  const meanwhile = {
    done: false,
    waitSeconds: pollSeconds,
    waitingFor: { code: makingWay, message, about: { numbers: others.map(({ number }) => number).join(", ") } },
  } as const;
  const { attempt, waitingCode } = scope.operation;
  // What is started once more has stopped the others already, and waiting would begin to count its starts anew.
  if (attempt === 1 && waitingCode !== makingWay) return { ...meanwhile, waitSeconds: 0 };
  for (const { stack } of others) {
    const { state } = await at.call.stopStack(at.user, stack);
    if (state === "stopping") return meanwhile;
  }
  const words = `Release ${numbers} stopped first: two must not write to one volume at once.`;
  scope.log(words);
  return { done: true, words, meanwhile };
}

/** After a release that did not start: what it had stopped or changed is as it was before. */
export async function goBack(scope: StepScope, at: At): Promise<void> {
  const { starting, live, call, user } = at;
  if (!starting || !live || starting.id === live.id || live.port === null) return;
  const [wanted, before] = await Promise.all([
    // What could not even be read has changed nothing.
    rendered(scope, at, starting).catch((error: unknown) => {
      if (error instanceof DomainError && error.code === "compose.refused") return undefined;
      throw error;
    }),
    rendered(scope, at, live),
  ]);
  if (!wanted || (wanted.overlaps && JSON.stringify(wanted.beside) === JSON.stringify(before.beside))) return;
  if (!wanted.overlaps && (await call.stopStack(user, starting.stack)).state === "stopping") throw notYet();
  const { done } = await applyRelease(scope, at, { ...live, port: live.port }, [], notYet);
  if (!done) throw notYet();
}

/** After a release that was to bring a new password: databases have the one again that the release before it knows. */
export async function restorePasswords(scope: StepScope, at: At): Promise<void> {
  const { starting, live } = at;
  const renewing = at.addOns.filter(({ startedAt, renewingAt }) => startedAt !== null && renewingAt !== null);
  if (renewing.length === 0 || !live || starting?.id === live.id) return;
  if (await startAddOns(scope, at, renewing, await secretsOf(scope, at, live))) throw notYet();
}

const notYet = (cause?: unknown) =>
  new DomainError("unavailable", "containers.starting", "The release before is not back yet.", { cause });

/** What keeps data that the new release has not: it goes, its volumes stay. False: something has not stopped yet. */
export async function removeGone(
  scope: StepScope,
  at: At,
  release: ReleaseRow,
  others: readonly ReleaseRow[],
): Promise<boolean> {
  const kept = new Set((await rendered(scope, at, release)).beside.map(({ stack }) => stack));
  for (const other of others) {
    for (const { name, stack } of (await rendered(scope, at, other)).beside) {
      if (kept.has(stack)) continue;
      if ((await at.call.stopStack(at.user, stack)).state === "stopping") return false;
      await at.call.removeStack(at.user, stack);
      scope.log(`${name} is not part of the app any more; its volumes are kept`);
    }
  }
  return true;
}
