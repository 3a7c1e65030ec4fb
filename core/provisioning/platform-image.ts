import type { AddOnRow } from "../add-ons/index.ts";
import * as Hosting from "../hosting/index.ts";
import { DomainError } from "../kernel/errors.ts";
import type { StepResult, StepScope } from "../kernel/long-operation/plan.ts";
import type { Ctx } from "../kernel/operation.ts";
import type { ReleaseRow } from "../releases/index.ts";
import type { At } from "./here.ts";
import { renderRelease, secretsOf } from "./render-release.ts";

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

/** Those of ours among images. */
export const platformImages = (references: readonly string[]): PlatformImage[] =>
  references.flatMap((reference) => platformImage(reference) ?? []);

/** The platform's images that a release runs on: none where one was built or pulled for it. */
export async function platformImagesOf(scope: StepScope, at: At, release: ReleaseRow): Promise<PlatformImage[]> {
  if (release.image !== null) return [];
  const template = Hosting.appTemplate(release.template);
  const images = template.composed
    ? (await renderRelease(at, release, await secretsOf(scope, at, release))).images
    : [template.image(release.parameters)];
  return platformImages(images);
}

const imageOfAddOn = ({ template, parameters }: AddOnRow): PlatformImage[] =>
  [platformImage(Hosting.addOnTemplate(template).image(parameters)) ?? []].flat();

type Answer = ReturnType<At["call"]["ensureImage"]>;

/** By image, what a later step of the same invocation is to hear. Each answer is used once; a crash loses no more than them. */
const askedAhead = new WeakMap<Ctx, Map<string, Answer>>();

/** Asks for the platform's images before the step that needs them: what it does meanwhile takes as long as the answers. */
export function askAhead({ ctx }: StepScope, { addOns, call }: At, { image, template, parameters }: ReleaseRow): void {
  const { composed, image: own } = Hosting.appTemplate(template);
  const images = image !== null || composed ? [] : platformImages([own(parameters)]);
  const asked = [...addOns.flatMap(imageOfAddOn), ...images].map(({ name }) => [name, call.ensureImage(name)] as const);
  // Whoever takes it hears of it.
  for (const [, answer] of asked) answer.catch(() => {});
  askedAhead.set(ctx, new Map(asked));
}

function answerOf({ ctx }: StepScope, { call }: At, name: string): Answer {
  const asked = askedAhead.get(ctx);
  const answer = asked?.get(name);
  asked?.delete(name);
  return answer ?? call.ensureImage(name);
}

/** Why, is for the log: what a customer can do about it is nothing. */
const notBuilt = (name: string, cause: DomainError) =>
  new DomainError("conflict", "image.failed", `The server could not build the image ${name}.`, { cause });

/**
 * Those of the databases beside it are got ready too. A node builds each image once, when it is first asked for; all accounts
 * share it.
 */
export async function platformImagesReady(
  scope: StepScope,
  at: At,
  images: readonly PlatformImage[],
): Promise<StepResult> {
  for (const { name, reference } of [...at.addOns.flatMap(imageOfAddOn), ...images]) {
    const { image, state } = await answerOf(scope, at, name).catch((error: unknown) => {
      throw error instanceof DomainError && error.code === "image.failed" ? notBuilt(name, error) : error;
    });
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
