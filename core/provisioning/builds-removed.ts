import * as Builds from "../builds/index.ts";
import { DomainError } from "../kernel/errors.ts";
import type { StepScope } from "../kernel/long-operation/plan.ts";
import { buildPrimitives } from "./build-primitives.ts";
import type { At } from "./here.ts";

export const on = (scope: StepScope, { node }: At) => buildPrimitives(scope.ctx.ports.nodes.on(node));

/** Takes what was built off the node, unless something still runs on it. */
export async function forgetImage(
  scope: StepScope,
  at: At,
  { id, image }: Pick<Builds.BuildRow, "id" | "image">,
): Promise<void> {
  try {
    await on(scope, at).removeImage(at.user, image);
  } catch (error) {
    if (!(error instanceof DomainError) || error.code !== "image.in_use") throw error;
    scope.log(`${image} is still in use and stays`);
    return;
  }
  await Builds.noteImageGone(scope.ctx, { buildId: id });
}

/** Takes images off the node that no release needs any more. What something still runs on stays for the next time. */
export async function removeSurplusImages(scope: StepScope, at: At): Promise<void> {
  for (const surplus of await Builds.surplusImages(scope.ctx, { serviceId: at.service.id })) {
    await forgetImage(scope, at, surplus);
  }
}
