import type { AddOnRow } from "../add-ons/index.ts";
import { DomainError } from "../kernel/errors.ts";
import type { Step, StepResult, StepScope } from "../kernel/long-operation/plan.ts";
import type { ReleaseRow } from "../releases/index.ts";
import { beginAddOns, joinedBy, stopAddOns } from "./add-on-stacks.ts";
import { beginBeside, joinedBeside, stopBeside } from "./beside-stacks.ts";
import { type At, here, ifPlaced, releaseAt, wherePlaced } from "./here.ts";
import { openFirstPage } from "./probe.ts";
import { removeSurplusPulls } from "./pulls-removed.ts";
import { publishRelease } from "./release-progress.ts";
import { renderRelease, secretsOf } from "./render-release.ts";
import { entranceOf, ownState, putRoute, type RouteState } from "./route.ts";
import { didNotStart, stillStarting } from "./starting.ts";

const healthWaitSeconds = 20;
const pollSeconds = 2;

type Run = Step["run"];

/**
 * Starts add-ons and then a release's containers, or finds them healthy. The node makes the containers while what they come after
 * starts. What the release's said last goes to `failed`.
 */
export async function applyRelease(
  scope: StepScope,
  at: At,
  release: ReleaseRow & { port: number },
  addOns: readonly AddOnRow[],
  failed: (lastWords: string | undefined) => Promise<DomainError> | DomainError,
): Promise<{ done: true; message: string } | Extract<StepResult, { done: false }>> {
  const { call, user, home } = at;
  const { stack } = release;
  const secrets = await secretsOf(scope, at, release);
  const rendered = await renderRelease(at, release, secrets);
  const other = at.live && at.live.id !== release.id ? at.live : undefined;
  const live = other && (await renderRelease(at, other, await secretsOf(scope, at, other)));
  const databases = await beginAddOns(scope, at, addOns, secrets);
  const beside = await beginBeside(scope, at, rendered.beside, live?.beside ?? []);
  if ("done" in beside) return beside;
  const starting = [...databases, ...beside];
  const joining = [...joinedBy(at, release), ...joinedBeside(rendered.beside)];
  const join = joining.length > 0 ? { join: joining } : {};
  const after = starting.length > 0 ? { after: starting.map((one) => one.stack) } : {};
  const wanted = { user, stack, home, ...rendered.release, ...join, ...after, waitSeconds: healthWaitSeconds };
  const { state, message, after: before } = await call.applyStack(wanted);
  const awaited = starting.find((one) => one.stack === before);
  if (awaited && state === "starting") return stillStarting(awaited);
  if (awaited) throw didNotStart(scope, awaited, message);
  for (const { settle } of starting) await settle();
  if (message !== undefined) scope.log(message, state === "failed" ? "err" : "out");
  if (state === "healthy") return { done: true, message: "Running and healthy." };
  if (state === "starting") return { done: false, waitSeconds: pollSeconds };
  throw await failed(message);
}

const notStarted = (cause?: unknown) =>
  new DomainError("unavailable", "containers.failed", "The containers did not start.", { cause });

const apply = async (scope: StepScope) => {
  const at = await here(scope);
  return applyRelease(scope, at, releaseAt(at), at.addOns, notStarted);
};

/** Every release of the service that may run: more than one where a deploy was left in its middle. */
const stop: Run = async (scope) => {
  const at = await here(scope);
  const { call, user, holding } = at;
  for (const { stack } of holding) {
    const { state } = await call.stopStack(user, stack);
    if (state === "stopping") return { done: false, waitSeconds: pollSeconds };
  }
  const last = at.live ?? holding.at(-1);
  const rendered = last && (await renderRelease(at, last, await secretsOf(scope, at, last)));
  if (rendered && !(await stopBeside(at, rendered.beside))) return { done: false, waitSeconds: pollSeconds };
  if (!(await stopAddOns(at))) return { done: false, waitSeconds: pollSeconds };
  return { done: true, message: "Stopped. Files and settings are kept." };
};

const said: Record<RouteState, string> = {
  live: "leads to it.",
  stopped: "says that it is stopped.",
  suspended: "says that it is suspended.",
};

const route =
  (stateAt: RouteState | ((at: At) => RouteState)) =>
  async (scope: StepScope): Promise<{ done: true; message: string }> => {
    const at = await here(scope);
    const { host, holding } = at;
    const port = at.starting?.port ?? at.live?.port ?? holding.at(-1)?.port;
    if (port === null || port === undefined) throw new Error("there is no release with a port");
    const state = typeof stateAt === "function" ? stateAt(at) : stateAt;
    await putRoute(scope, at, port, state);
    return { done: true, message: `${host} ${said[state]}` };
  };

const undoWith =
  (run: Run) =>
  async (scope: StepScope): Promise<void> => {
    await run(scope);
  };

/**
 * Reloading the ingress takes a good part of what starting a container takes, and needs none of it. Both come to their
 * end whatever becomes of the other: what follows must not meet one of them still at work.
 */
const applyAndPublish: Run = async (scope) => {
  const [applied, published] = await Promise.allSettled([apply(scope), route("live")(scope)]);
  if (applied.status === "rejected") throw applied.reason;
  if (published.status === "rejected") throw published.reason;
  const { value: containers } = applied;
  return containers.done ? { done: true, message: `${containers.message} ${published.value.message}` } : containers;
};

const withdrawRoute = (scope: StepScope) => ifPlaced(scope, ({ call, home }) => call.removeRoute(home));
const removeStacks = (scope: StepScope) => ifPlaced(scope, ({ call, user, home }) => call.removeStack(user, home));

// Setting up: undone, nothing is left.
export const startSite: Step = {
  run: applyAndPublish,
  async undo(scope) {
    await withdrawRoute(scope);
    await removeStacks(scope);
  },
};

/** What its customer has stopped stays stopped, whatever begins and ends around it. */
const unlessStopped =
  (run: Run): Run =>
  async (scope) =>
    ownState(await here(scope)) === "stopped" ? { done: true, message: "It stays stopped." } : run(scope);

/** The release alone: its databases go on. */
const stopRelease: Run = async (scope) => {
  const at = await here(scope);
  const { state } = await at.call.stopStack(at.user, releaseAt(at).stack);
  return state === "stopping" ? { done: false, waitSeconds: pollSeconds } : { done: true, message: "Stopped." };
};

// Nothing below may ever remove a stack, which takes its data along. Undone, it is as it was: stopping and starting,
export const showStopped: Step = { run: route("stopped"), undo: undoWith(route("live")) };
export const stopAll: Step = { run: stop, undo: undoWith(apply) };
export const startAll: Step = { run: apply, undo: undoWith(stop) };
export const publishAgain: Step = { run: route("live"), undo: undoWith(route("stopped")) };
// restarting, which leaves what did not start again to be started,
export const haltRelease: Step = { run: stopRelease };
export const startRelease: Step = { run: apply };
// suspending and resuming.
export const showSuspended: Step = { run: route("suspended"), undo: undoWith(route(ownState)) };
export const stopContainers: Step = { run: stop, undo: undoWith(unlessStopped(apply)) };
export const restartContainers: Step = { run: unlessStopped(apply), undo: undoWith(stop) };
export const republish: Step = { run: route(ownState), undo: undoWith(route("suspended")) };

// Leaving: what did not work is tried again by staff.
export const takeOffline: Step = { run: wherePlaced(route("suspended")) };
export const haltContainers: Step = { run: wherePlaced(stop) };

/** The first page through the ingress, as a visitor gets it. */
export async function openAsVisitor(scope: StepScope, at: At): Promise<number> {
  const { node } = at;
  const { host, secure, cookie } = await entranceOf(scope, at);
  const port = secure ? node.httpsPort : node.httpPort;
  const { milliseconds } = await openFirstPage({ host: node.host, port, secure }, host, cookie);
  scope.log(`GET ${secure ? "https" : "http"}://${host}/ 200 in ${milliseconds} ms`);
  return milliseconds;
}

export const checkFirstPage: Step = {
  async run(scope) {
    const at = await here(scope);
    const milliseconds = await openAsVisitor(scope, at);
    if (at.starting) await publishRelease(scope.ctx, { releaseId: at.starting.id });
    return { done: true, message: `The first page answered in ${milliseconds} ms.` };
  },
};

export const checkUnlessStopped: Step = { run: unlessStopped(checkFirstPage.run) };

export const removeRoute: Step = {
  async run(scope) {
    await withdrawRoute(scope);
    return { done: true };
  },
};

export const removeContainers: Step = {
  async run(scope) {
    await removeStacks(scope);
    await ifPlaced(scope, (at) => removeSurplusPulls(scope, at, { leaving: true }));
    return { done: true };
  },
};
