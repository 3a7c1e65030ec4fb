import { z } from "zod";
import { DomainError } from "../kernel/errors.ts";
import { Id } from "../kernel/id.ts";
import type { StepScope } from "../kernel/long-operation/plan.ts";
import { query } from "../kernel/operation.ts";
import * as Releases from "../releases/index.ts";
import * as Services from "../services/index.ts";
import type { At } from "./here.ts";

/** Something else still runs on it; or its owner has been removed, and everything with it. */
const harmless: readonly string[] = ["image.in_use", "account.unknown"];

/** Takes pulled images off the node that no release of the account needs any more: of one service, or of one that leaves. */
export async function removeSurplusPulls(
  scope: StepScope,
  { call, user, service }: At,
  { leaving } = { leaving: false },
): Promise<void> {
  for (const image of await surplusPulls(scope.ctx, { serviceId: service.id, leaving })) {
    try {
      await call.removeImage(user, image);
    } catch (error) {
      if (!(error instanceof DomainError) || !harmless.includes(error.code)) throw error;
    }
  }
}

const surplusPulls = query({
  name: "release.surplus_images",
  input: z.object({ serviceId: Id("service"), leaving: z.boolean() }),
  allow: { system: true },
  run: async ({ tx }, { serviceId, leaving }) =>
    Releases.surplusPulledImages(tx, await Services.read(tx, serviceId), leaving),
});
