import { DomainError } from "../kernel/errors.ts";
import type { Step, StepScope } from "../kernel/long-operation/plan.ts";
import { takeBackChange } from "../orders/index.ts";
import type { DeployStep, ReleaseRow } from "../releases/index.ts";
import { fitAccount } from "./account-steps.ts";
import { addOnsToStart, removeAddOns } from "./add-on-stacks.ts";
import { removeSurplusImages } from "./builds-removed.ts";
import { type At, here, ifPlaced, releaseAt, serviceIdOf } from "./here.ts";
import { getImage } from "./image-step.ts";
import { place } from "./place.ts";
import { removeSurplusPulls } from "./pulls-removed.ts";
import { goBack, makeWay, removeGone, restorePasswords } from "./release-beside.ts";
import { beginSwitch, endSwitch, freePlace, keepLastWords, noteStopped, publishRelease } from "./release-progress.ts";
import { putRoute } from "./route.ts";
import { applyRelease, openAsVisitor } from "./steps.ts";

const pollSeconds = 2;
/** How long what is open to the old release may take: downloads, and WebSockets, which have no end of their own. */
const drainSeconds = 30;
/** A release that does not become healthy is started once more, no oftener: somebody waits for it. */
const startsMax = 2;
/** Visitors get what the first page answers, so it is looked at for seconds only. */
const pageAttemptsMax = 3;

/** What else of the service may still run: the release before, and what deploys left that were cut off in their middle. */
const othersAt = ({ starting, holding }: At): (ReleaseRow & { port: number })[] =>
  holding.flatMap((release) =>
    release.id === starting?.id || release.port === null ? [] : [{ ...release, port: release.port }],
  );

/** A stack is stopped and removed only where no visitor can be led to it. The home holds the files of all of them. */
async function discard({ call, user, home }: At, { stack, state }: ReleaseRow): Promise<boolean> {
  if (state === "switching" || state === "live") {
    throw new DomainError("conflict", "release.in_use", "Visitors may still be led to this release.");
  }
  const { state: now } = await call.stopStack(user, stack);
  if (now === "stopping") return false;
  if (stack !== home) await call.removeStack(user, stack);
  return true;
}

/** Takes releases off the node, and their ports out of the account. False: one of them has not stopped yet. */
async function retire(scope: StepScope, at: At, releases: readonly ReleaseRow[]): Promise<boolean> {
  for (const release of releases) {
    if (!(await discard(at, release))) return false;
    await noteStopped(scope.ctx, { releaseId: release.id });
  }
  await fitAccount(scope, await here(scope));
  for (const { id } of releases) await freePlace(scope.ctx, { releaseId: id });
  return true;
}

/** Where the release was to bring another plan: what is undone from here on fits the one before. */
const takeBackPlan = (scope: StepScope) =>
  takeBackChange(scope.ctx, { serviceId: serviceIdOf(scope), operationId: scope.operation.id });

const stillStopping = () =>
  new DomainError("unavailable", "containers.stopping", "The containers have not stopped yet.");

const prepare: Step = {
  async run(scope) {
    const { node } = await here(scope);
    await place(scope.ctx, { serviceId: serviceIdOf(scope), operationId: scope.operation.id });
    const at = await here(scope);
    await fitAccount(scope, at);
    const { number, port } = releaseAt(at);
    scope.log(`release ${number}, port ${port} on ${node.name}`);
    return { done: true, message: at.live ? `It starts beside release ${at.live.number}.` : "There is room for it." };
  },
  undo: async (scope) => {
    await takeBackPlan(scope);
    await ifPlaced(scope, async (at) => {
      const { starting } = at;
      if (!starting || starting.state === "live" || starting.port === null) return;
      if (!(await retire(scope, at, [starting]))) throw stillStopping();
      const neverRan = at.addOns.filter(({ startedAt }) => startedAt === null);
      if (!(await removeAddOns(scope, at, neverRan))) throw stillStopping();
    });
  },
};

const startRelease: Step = {
  async run(scope) {
    const at = await here(scope);
    const release = releaseAt(at);
    const way = await makeWay(scope, at, release, othersAt(at));
    if (!way.done) return way;
    const started = await applyRelease(scope, at, release, addOnsToStart(at, release), async (lastWords) => {
      if (lastWords) await keepLastWords(scope.ctx, { releaseId: release.id, text: lastWords });
      const message = `Release ${release.number} did not become healthy, so no visitor was led to it.`;
      const again = scope.operation.attempt < startsMax;
      return new DomainError(again ? "unavailable" : "conflict", "release.unhealthy", message, { cause: lastWords });
    });
    if (way.words === undefined) return started;
    return started.done ? { done: true, message: `${way.words} ${started.message}` } : { ...way.meanwhile, ...started };
  },
  undo: async (scope) => {
    await takeBackPlan(scope);
    await ifPlaced(scope, async (at) => {
      await restorePasswords(scope, at);
      await goBack(scope, at);
    });
  },
};

const lead = async (scope: StepScope, at: At, { number, port }: ReleaseRow & { port: number }) => {
  await putRoute(scope, at, port, "live");
  scope.log(`${at.host} leads to release ${number}`);
};

const switchOver: Step = {
  async run(scope) {
    const at = await here(scope);
    const release = releaseAt(at);
    // Cancelled in the last moment: nobody is led there any more, and the operation is about to hear of it.
    if (!(await beginSwitch(scope.ctx, { releaseId: release.id }))) return { done: false, waitSeconds: pollSeconds };
    await lead(scope, at, release);
    return { done: true, message: `${at.host} leads to release ${release.number}.` };
  },
  undo: (scope) =>
    ifPlaced(scope, async (at) => {
      const { starting, live } = at;
      if (starting?.state !== "switching" || !live || live.port === null) return;
      await lead(scope, at, { ...live, port: live.port });
      await endSwitch(scope.ctx, { releaseId: starting.id });
    }),
};

const check: Step = {
  async run(scope) {
    const at = await here(scope);
    const release = releaseAt(at);
    try {
      const milliseconds = await openAsVisitor(scope, at);
      await publishRelease(scope.ctx, { releaseId: release.id });
      return { done: true, message: `The first page answered in ${milliseconds} ms.` };
    } catch (error) {
      const failed = error instanceof DomainError && error.code === "site.no_answer";
      if (!failed || scope.operation.attempt < pageAttemptsMax) throw error;
      const message = `${error.message} Visitors were led back to the release before.`;
      throw new DomainError("conflict", "release.first_page", message, { cause: error });
    }
  },
};

const drain: Step = {
  async run(scope) {
    const at = await here(scope);
    let open = 0;
    for (const { port } of othersAt(at)) open += await at.call.connectionsTo(port);
    if (open === 0) return { done: true, message: "It had finished everything." };
    const since = at.starting?.liveAt ?? scope.ctx.now();
    if (scope.ctx.now().getTime() - since.getTime() >= drainSeconds * 1000) {
      scope.log(`${open} open after ${drainSeconds} s`);
      return {
        done: true,
        message: `Connections that were open for longer than ${drainSeconds} s are closed: ${open}.`,
      };
    }
    const message = `Open connections to the old release: ${open}. They have ${drainSeconds} s to end.`;
    return {
      done: false,
      waitSeconds: pollSeconds,
      waitingFor: { code: "release.draining", message, about: { open, seconds: drainSeconds } },
    };
  },
};

const stopOld: Step = {
  async run(scope) {
    const at = await here(scope);
    const others = othersAt(at);
    if (!(await removeGone(scope, at, releaseAt(at), others))) return { done: false, waitSeconds: pollSeconds };
    if (!(await retire(scope, at, others))) return { done: false, waitSeconds: pollSeconds };
    const leaving = at.addOns.filter(({ removingAt }) => removingAt !== null);
    if (!(await removeAddOns(scope, at, leaving))) return { done: false, waitSeconds: pollSeconds };
    await removeSurplusImages(scope, at);
    await removeSurplusPulls(scope, at);
    return { done: true, message: "Stopped. The files of the site belong to all its releases and stay." };
  },
};

export const deploySteps: Record<DeployStep, Step> = {
  prepare,
  image: getImage,
  start: startRelease,
  switch: switchOver,
  check,
  drain,
  stop: stopOld,
};
