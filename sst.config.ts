import type { SSTConfig } from "sst";
import { compose, composeEdge, plainStacks, seedContext } from "./stacks/compose.ts";
import { edgeRegion } from "./stacks/edge.ts";
import { readStage } from "./stacks/stage.ts";

const isEdge = process.env.ROOKERY_PART === "edge";

/** For `sst build` and `sst deploy` alone, as docs/deploy.md says. On one machine the platform runs by `npm start`. */
export default {
  config: ({ region }) => ({
    name: isEdge ? "rookery-edge" : "rookery",
    region: isEdge ? edgeRegion : (region ?? process.env.AWS_REGION ?? "eu-central-1"),
  }),
  stacks(app) {
    if (app.mode === "dev") throw new Error("sst dev is not used here: run npm start.");
    const { stage: name, region, account } = app;
    const stage = readStage({ name, region, account, environment: process.env });
    seedContext(app, stage);
    const open = plainStacks(app, stage);
    if (stage.part === "edge") composeEdge(stage, open);
    else compose(stage, open);
  },
} satisfies SSTConfig;
