import * as Hosting from "../hosting/index.ts";
import { DomainError } from "../kernel/errors.ts";
import type { StepResult, StepScope } from "../kernel/long-operation/plan.ts";
import type { ReleaseRow } from "../releases/index.ts";
import type { At } from "./here.ts";

const pollSeconds = 3;

/** By its folder in node-bootstrap/containers, with the version that a template is written for. */
interface PlatformImage {
  name: string;
  reference: string;
}

const platformImage = (reference: string): PlatformImage | undefined => {
  const name = /^localhost\/rookery\/([a-z0-9-]+):/.exec(reference)?.[1];
  return name === undefined ? undefined : { name, reference };
};

/** The platform's images that a release runs on: none where one was built or pulled for it. */
export const platformImagesOf = ({ template, parameters, image }: ReleaseRow): PlatformImage[] =>
  image === null ? [platformImage(Hosting.appTemplate(template).image(parameters)) ?? []].flat() : [];

/** A node builds each image once, when it is first asked for; all of its accounts share it. */
export async function platformImagesReady(
  scope: StepScope,
  { call }: At,
  images: readonly PlatformImage[],
): Promise<StepResult> {
  for (const { name, reference } of images) {
    const { image, state } = await call.ensureImage(name);
    if (image !== reference) {
      const message = `The node has ${image} where ${reference} is needed. Bring it up to date first.`;
      throw new DomainError("conflict", "image.other_version", message);
    }
    if (state === "ready") continue;
    scope.log(`${reference} is being built`);
    const message = `Building the image ${name}. A server does so once, for the first website that needs it; it takes a few minutes.`;
    return { done: false, waitSeconds: pollSeconds, waitingFor: { code: "image.building", message } };
  }
  return { done: true, message: "It is on the node." };
}
