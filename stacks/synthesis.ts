import { App } from "aws-cdk-lib";
import type { CloudFormationStackArtifact } from "aws-cdk-lib/cx-api";
import { composePart, plainStacks, seedContext } from "./compose.ts";
import { type Audit, audited } from "./nag.ts";
import type { Stage } from "./stage.ts";

export interface Synthesis {
  artifacts: readonly CloudFormationStackArtifact[];
  audit: Audit;
}

/** The templates of a part of a stage, without sst, an account or a network, and what the rule packs say of them. */
export function synthesise(stage: Stage, folder: string): Synthesis {
  const app = new App({ analyticsReporting: false, outdir: folder });
  seedContext(app, stage);
  composePart(stage, plainStacks(app, stage));
  const audit = audited(app);
  return { artifacts: app.synth().stacks, audit };
}
