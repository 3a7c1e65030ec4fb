import type { SSTConfig } from "sst";
import { prepareBundles } from "./stacks/bundles.ts";
import { composePart, plainStacks, seedContext } from "./stacks/compose.ts";
import { edgeRegion, readStage } from "./stacks/stage.ts";

const isEdge = process.env.ROOKERY_PART === "edge";

/** For `sst build` and `sst deploy` alone, as docs/deploy.md says. On one machine the platform runs by `npm start`. */
export default {
  config: ({ region }) => ({
    name: isEdge ? "rookery-edge" : "rookery",
    region: isEdge ? edgeRegion : (region ?? process.env.AWS_REGION ?? "eu-central-1"),
  }),
  async stacks(app) {
    if (app.mode === "dev") throw new Error("sst dev is not used here: run npm start.");
    const { stage: name, region, account } = app;
    const stage = readStage({ name, region, account, environment: process.env });
    await prepareBundles(stage.bundles);
    seedContext(app, stage);
    composePart(stage, plainStacks(app, stage));
  },
} satisfies SSTConfig;
