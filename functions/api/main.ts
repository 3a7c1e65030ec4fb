import { handle } from "hono/aws-lambda";
import { longOperations } from "#core/provisioning/index.ts";
import { functions } from "../manifest.ts";
import { depsFrom } from "../runtime/deps.ts";
import { nodeReads, payments, queues } from "../runtime/ports.ts";
import { buildApi } from "./app.ts";

const deps = await depsFrom(process.env, functions.api.needs, (config) => ({
  ...nodeReads(config),
  ...payments(config),
  ...queues(config),
  longOperations,
}));

export const handler = handle(buildApi(deps));
