import type { StepResult, StepScope } from "../kernel/long-operation/plan.ts";
import type { ReleaseRow } from "../releases/index.ts";
import type { At } from "./here.ts";

/** A way in which what a release runs gets onto its node: building it, or pulling it. Repeated until it is done. */
export interface ImageSource {
  suits(release: ReleaseRow): boolean;
  /** Waits by returning, however long the work takes, and says what for. */
  get(scope: StepScope, at: At, release: ReleaseRow): Promise<StepResult>;
  /** Ends what is under way, and takes away what nothing else runs. */
  undo(scope: StepScope, at: At, release: ReleaseRow): Promise<void>;
}
