import type { Step, StepScope } from "../kernel/long-operation/plan.ts";
import * as Releases from "../releases/index.ts";
import type { ServiceRow } from "../services/index.ts";
import { type Target, target } from "./place.ts";
import { primitives, userOf } from "./primitives.ts";

export const serviceIdOf = ({ operation }: StepScope) => operation.subject as ServiceRow["id"];

/** Where a service is, and what may be asked of its node. */
export const atOf = ({ ctx }: Pick<StepScope, "ctx">, found: Target) => ({
  ...found,
  call: primitives(ctx.ports.nodes.on(found.node)),
  user: userOf(found.service.accountId),
  /** Where the service's files are; its route is called so, too. */
  home: Releases.homeOf(found.service.id),
  host: ctx.ports.addresses.ofSite(found.service.name).host,
});
export type At = ReturnType<typeof atOf>;

const find = async (scope: StepScope): Promise<At | undefined> => {
  const found = await target(scope.ctx, { serviceId: serviceIdOf(scope), operationId: scope.operation.id });
  return found ? atOf(scope, found) : undefined;
};

/** The service's place, which an earlier step gave it. */
export async function here(scope: StepScope): Promise<At> {
  const found = await find(scope);
  if (!found) throw new Error("the service has no place");
  return found;
}

/** The release that the operation starts; of an operation that starts none, the one that is live. */
export function releaseAt({ starting, live }: At): Releases.ReleaseRow & { port: number } {
  const release = starting ?? live;
  if (!release || release.port === null) throw new Error("there is no release with a port");
  return { ...release, port: release.port };
}

/** A service that has no place has nothing on any node. */
export async function ifPlaced(scope: StepScope, run: (at: At) => Promise<unknown>): Promise<void> {
  const found = await find(scope);
  if (found) await run(found);
}

/** For leaving: a service whose set-up failed has no place, or no release there. */
export const wherePlaced =
  (run: Step["run"]): Step["run"] =>
  async (scope) => {
    const found = await find(scope);
    const something = found && (found.live ?? found.holding[0]);
    return something ? run(scope) : { done: true, message: "There is nothing on any node." };
  };
