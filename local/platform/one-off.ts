import type { FunctionLog } from "../lambda/function-log.ts";
import { createFunction } from "../lambda/lambda-function.ts";
import type { FunctionBuild } from "./function-build.ts";
import { functionEnvironment, type Surroundings } from "./function-environment.ts";
import { type OwnFunction, ownFunctions } from "./own-functions.ts";

export interface OneOffOptions extends FunctionBuild {
  surroundings: Surroundings;
  log: FunctionLog;
}

/** Runs a handler once as a function, so that the modules it needs leave the memory with its sandbox. */
export async function runOnce(name: OwnFunction, event: unknown, options: OneOffOptions): Promise<unknown> {
  const { entryOf, surroundings, ...settings } = options;
  const env = functionEnvironment(name, ownFunctions[name].needs, surroundings);
  const limits = { timeoutSeconds: 60, memoryMb: 256, concurrency: 1 };
  const once = createFunction({ name, entry: entryOf(name), env, ...limits, ...settings });
  try {
    return await once.invoke(event);
  } finally {
    await once.stop();
  }
}
