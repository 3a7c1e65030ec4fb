import { z } from "zod";
import * as Hosting from "../hosting/index.ts";
import { DomainError } from "../kernel/errors.ts";
import { Id } from "../kernel/id.ts";
import type { StepResult, StepScope } from "../kernel/long-operation/plan.ts";
import { command, query } from "../kernel/operation.ts";
import * as Releases from "../releases/index.ts";
import type { At } from "./here.ts";
import type { ImageSource } from "./image-source.ts";

const pollSeconds = 2;
const waitSeconds = 15;
/** Trying again helps: the registry, or the node, was not there for a moment. */
const passing: readonly string[] = ["image.unreachable", "image.interrupted"];

/** What another one made, from its registry. A release keeps its digest, so that going back to it runs the very same. */
export const pulledImage: ImageSource = {
  suits: ({ template }) => Hosting.appTemplate(template).pulled === true,

  async get(scope, at, release) {
    const { template, parameters } = release;
    const wanted = release.image ?? Hosting.appTemplate(template).image(parameters);
    const { state, image } = await pull(at, wanted);
    if (state === "pulling") return pulling(wanted);
    scope.log(`${wanted} is ${image}`);
    if (release.image === null) await keepImage(scope.ctx, { releaseId: release.id, image });
    await forgetOthers(scope, at);
    return { done: true, message: `${wanted.split("@")[0]} is on the node.` };
  },

  /** It stays for the next attempt, and goes when a later release has been pulled. */
  async undo() {},
};

const pulling = (image: string): StepResult => ({
  done: false,
  waitSeconds: pollSeconds,
  waitingFor: { code: "image.pulling", message: `Pulling ${image}. Large images take minutes the first time.` },
});

async function pull({ call, user }: At, image: string) {
  try {
    return await call.pullImage({ user, image, waitSeconds });
  } catch (error) {
    if (!(error instanceof DomainError) || !passing.includes(error.code)) throw error;
    throw new DomainError("unavailable", error.code, error.message, { cause: error });
  }
}

/** Takes images off the node that nothing goes back to any more. */
async function forgetOthers(scope: StepScope, { call, user, service }: At): Promise<void> {
  for (const image of await surplusImages(scope.ctx, { serviceId: service.id })) {
    try {
      await call.removeImage(user, image);
    } catch (error) {
      // Another website of the account runs on it.
      if (!(error instanceof DomainError) || error.code !== "image.in_use") throw error;
    }
  }
}

/** What a name meant when it was pulled. */
export const keepImage = command({
  name: "release.keep_image",
  input: z.object({ releaseId: Id("release"), image: z.string() }),
  allow: { system: true },
  async run({ tx }, { releaseId, image }) {
    const { serviceId, accountId, number, image: before } = await Releases.read(tx, releaseId);
    if (before !== null) return { value: null, audit: "unchanged", events: [] };
    await Releases.update(tx, releaseId, { image });
    return { value: null, audit: { target: serviceId, accountId, after: { number, image } }, events: [] };
  },
});

const surplusImages = query({
  name: "release.surplus_images",
  input: z.object({ serviceId: Id("service") }),
  allow: { system: true },
  run: ({ tx }, { serviceId }) => Releases.surplusPulledImages(tx, serviceId),
});
