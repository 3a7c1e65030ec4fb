import { Id } from "#core/kernel/id.ts";
import * as Monitoring from "#core/monitoring/index.ts";
import { tellJobs } from "#core/provisioning/index.ts";
import { functions } from "../manifest.ts";
import { depsFrom } from "../runtime/deps.ts";
import { nodes } from "../runtime/ports.ts";
import { consumer } from "./consumer.ts";

const deps = await depsFrom(process.env, functions.metrics.needs, nodes);

/** A node that cannot be asked is asked again a minute later: nothing is lost, its counters go on. */
export const handler = consumer(deps, "metrics", async (ctx, { subject }) => {
  const nodeId = Id("node").parse(subject);
  await Monitoring.collectIfReachable(ctx, nodeId);
  await tellJobs(ctx, nodeId);
});
