import { implement } from "../kernel/long-operation/plan.ts";
import * as Releases from "../releases/index.ts";
import { patient } from "./patience.ts";
import { deployEndings } from "./release-endings.ts";
import { deploySteps } from "./release-steps.ts";

export const deploy = implement(Releases.deployPlan, patient(deploySteps), deployEndings);
