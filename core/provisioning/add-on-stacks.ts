import * as AddOns from "../add-ons/index.ts";
import * as Hosting from "../hosting/index.ts";
import type { StepResult, StepScope } from "../kernel/long-operation/plan.ts";
import type { ReleaseRow } from "../releases/index.ts";
import type { AppSecrets } from "./app-secrets.ts";
import type { At } from "./here.ts";
import { beginOnly, didNotStart, type Starting, stillStarting } from "./starting.ts";

const healthWaitSeconds = 15;
/** Fewer processes and threads no database starts with. */
const processesMin = 32;

const stackOf = ({ home }: At, { template }: AddOns.AddOnRow): string => `${home}-${template}`;

/** What a release is meant to become, and what it has been before, may differ in the databases that they know. */
const isStarting = ({ starting }: At, release: ReleaseRow): boolean => release.id === starting?.id;

/** The databases of a release: the one that starts is without those that are to go, any other without those that are new. */
export const addOnsOf = (at: At, release: ReleaseRow): AddOns.AddOnRow[] =>
  at.addOns.filter(({ startedAt, removingAt }) => (isStarting(at, release) ? removingAt === null : startedAt !== null));

/** Of a release, those that have to be started with it: they are new, or their password is. */
export const addOnsToStart = (at: At, release: ReleaseRow): AddOns.AddOnRow[] =>
  addOnsOf(at, release).filter(({ startedAt, renewingAt }) => startedAt === null || renewingAt !== null);

/** What a release's stack is to be joined by, each under its own name. */
export const joinedBy = (at: At, release: ReleaseRow) =>
  addOnsOf(at, release).map((addOn) => ({ stack: stackOf(at, addOn), alias: addOn.template }));

/** How an app reaches the databases beside it. */
export const environmentOf = (at: At, release: ReleaseRow, { passwords }: AppSecrets): Record<string, string> =>
  Object.assign(
    {},
    ...addOnsOf(at, release).map(({ template }) => {
      if (Hosting.knowsItself(Hosting.appTemplate(release.template), template)) return {};
      const password = passwords.get(template);
      return password ? Hosting.addOnTemplate(template).environment(password) : {};
    }),
  );

/** Begins to start add-ons. What is not healthy yet is returned. */
export async function beginAddOns(
  scope: StepScope,
  at: At,
  addOns: readonly AddOns.AddOnRow[],
  secrets: AppSecrets,
): Promise<Starting[]> {
  const starting: Starting[] = [];
  for (const addOn of addOns) {
    const begun = await applyAddOn(scope, at, addOn, secrets, beginOnly);
    if (begun) starting.push(begun);
  }
  return starting;
}

/** Starts add-ons one after the other. Undefined: all of them are healthy. */
export async function startAddOns(
  scope: StepScope,
  at: At,
  addOns: readonly AddOns.AddOnRow[],
  secrets: AppSecrets,
): Promise<Extract<StepResult, { done: false }> | undefined> {
  for (const addOn of addOns) {
    const starting = await applyAddOn(scope, at, addOn, secrets, healthWaitSeconds);
    if (starting) return stillStarting(starting);
  }
  return undefined;
}

/** Undefined: it is healthy. */
async function applyAddOn(
  scope: StepScope,
  at: At,
  addOn: AddOns.AddOnRow,
  { passwords }: AppSecrets,
  waitSeconds: number,
): Promise<Starting | undefined> {
  const { call, user, home, host, service } = at;
  const template = Hosting.addOnTemplate(addOn.template);
  const stack = stackOf(at, addOn);
  const password = passwords.get(addOn.template);
  if (!password) throw new Error(`${stack} has no password`);
  const processes = Math.floor((service.processes * addOn.memoryMb) / service.memoryMb);
  const rendered = template.render({
    ...{ stack, service: home, host, port: 0, parameters: addOn.parameters, environment: {} },
    limits: { memoryMb: addOn.memoryMb, processes: Math.max(processes, processesMin) },
    secrets: { [Hosting.databasePassword]: password },
  });
  const { title } = template;
  const starting: Starting = {
    ...{ stack, title, words: `Starting ${title}…` },
    async settle() {
      if (addOn.startedAt === null) await AddOns.noteStarted(scope.ctx, { addOnId: addOn.id });
      scope.log(`${title} is healthy, ${addOn.memoryMb} MB`);
    },
  };
  const { state, message } = await call.applyStack({ user, stack, home, ...rendered, waitSeconds });
  if (state === "starting") return starting;
  if (state !== "healthy") throw didNotStart(scope, starting, message);
  await starting.settle();
  return undefined;
}

/** After what uses them. False: one has not stopped yet. */
export async function stopAddOns(at: At): Promise<boolean> {
  for (const addOn of at.addOns) {
    const { state } = await at.call.stopStack(at.user, stackOf(at, addOn));
    if (state === "stopping") return false;
  }
  return true;
}

/** For good, with their data, where nothing that runs knows them any more. False: one has not stopped yet. */
export async function removeAddOns(scope: StepScope, at: At, addOns: readonly AddOns.AddOnRow[]): Promise<boolean> {
  const { call, user, home } = at;
  for (const addOn of addOns) {
    const stack = stackOf(at, addOn);
    if ((await call.stopStack(user, stack)).state === "stopping") return false;
    await call.removeStack(user, stack);
    await call.removeVolume(user, home, Hosting.addOnVolume(addOn.template));
    await AddOns.noteRemoved(scope.ctx, { addOnId: addOn.id });
    scope.log(`${Hosting.addOnTemplate(addOn.template).title} and its data are gone`);
  }
  return true;
}
