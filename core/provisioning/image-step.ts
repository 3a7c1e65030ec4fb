import type { Step } from "../kernel/long-operation/plan.ts";
import type { ReleaseRow } from "../releases/index.ts";
import { builtImage } from "./built-image.ts";
import { here, ifPlaced, releaseAt } from "./here.ts";
import type { ImageSource } from "./image-source.ts";
import { platformImagesOf, platformImagesReady } from "./platform-image.ts";
import { pulledImage } from "./pulled-image.ts";

/** Each in a file of its own. What none of them suits runs on the platform's own images. */
const sources: readonly ImageSource[] = [builtImage, pulledImage];

const sourceOf = (release: ReleaseRow): ImageSource | undefined => sources.find((source) => source.suits(release));

export const getImage: Step = {
  async run(scope) {
    const at = await here(scope);
    const release = releaseAt(at);
    const got = await sourceOf(release)?.get(scope, at, release);
    if (got && !got.done) return got;
    const ready = await platformImagesReady(scope, at, await platformImagesOf(scope, at, release));
    return ready.done && got ? got : ready;
  },
  undo: (scope) =>
    ifPlaced(scope, async (at) => {
      if (at.starting) await sourceOf(at.starting)?.undo(scope, at, at.starting);
    }),
};
