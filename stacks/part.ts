import type { Stack } from "aws-cdk-lib";
import type { Stage } from "./stage.ts";

/** What every file here is given: the stage, and a stack of its own in whichever app is being synthesised. */
export interface Part {
  stage: Stage;
  stack: Stack;
}
