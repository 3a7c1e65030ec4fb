import type { Step, StepResult, StepScope } from "../kernel/long-operation/plan.ts";
import type { ReleaseRow } from "../releases/index.ts";
import { type At, here, ifPlaced, releaseAt } from "./here.ts";
import { platformImagesOf, platformImagesReady } from "./platform-image.ts";

/** A way in which what a release runs gets onto its node: building it, or pulling it. Repeated until it is done. */
export interface ImageSource {
  suits(release: ReleaseRow): boolean;
  /** Waits by returning, however long the work takes, and says what for. */
  get(scope: StepScope, at: At, release: ReleaseRow): Promise<StepResult>;
  /** Ends what is under way, and takes away what nothing else runs. */
  undo(scope: StepScope, at: At, release: ReleaseRow): Promise<void>;
}

/** Each in a file of its own. What none of them suits runs on the platform's own images. */
const sources: readonly ImageSource[] = [];

const sourceOf = (release: ReleaseRow): ImageSource | undefined => sources.find((source) => source.suits(release));

export const getImage: Step = {
  async run(scope) {
    const at = await here(scope);
    const release = releaseAt(at);
    const got = await sourceOf(release)?.get(scope, at, release);
    if (got && !got.done) return got;
    const ready = await platformImagesReady(scope, at, platformImagesOf(release));
    return ready.done && got ? got : ready;
  },
  undo: (scope) =>
    ifPlaced(scope, async (at) => {
      if (at.starting) await sourceOf(at.starting)?.undo(scope, at, at.starting);
    }),
};
