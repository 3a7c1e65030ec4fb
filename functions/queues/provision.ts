import * as Builds from "#core/builds/index.ts";
import { Id } from "#core/kernel/id.ts";
import { advance } from "#core/kernel/long-operation/index.ts";
import { longOperations } from "#core/provisioning/index.ts";
import { functions } from "../manifest.ts";
import { depsFrom } from "../runtime/deps.ts";
import { described, log } from "../runtime/log.ts";
import { countOperation } from "../runtime/metrics.ts";
import { archives, authoritativeDns, certificateAuthorities, nodes, zoneDesk } from "../runtime/ports.ts";
import { consumer } from "./consumer.ts";

/** A little more than this function may run, so that a killed one's lease ends soon after it. */
const leaseSeconds = 65;
/** A step may wait for 20 s and a command may take 25 s: none is begun with less time than that left. */
const stepMs = 30_000;

const deps = await depsFrom(process.env, functions.provision.needs, (config, runtime) => ({
  ...archives(config),
  ...authoritativeDns(config),
  ...certificateAuthorities(config),
  ...nodes(config, runtime),
  ...zoneDesk(config, runtime),
  longOperations,
}));

export const handler = consumer(deps, "provision", async (ctx, { type, subject }, invocation) => {
  if (type === "source.pushed") {
    await Builds.deployPush(ctx, { sourceId: Id("source").parse(subject) });
    return;
  }
  await advance(ctx, Id("operation").parse(subject), {
    leaseSeconds,
    until: new Date(ctx.now().getTime() + invocation.getRemainingTimeInMillis() - stepMs),
    ended: (operation, state) => countOperation(operation, state, ctx.now()),
    report: (error, about) => log("warn", "a step failed", { ...about, ...described(error) }),
  });
});
