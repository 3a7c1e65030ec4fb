import type { FunctionLog } from "../lambda/function-log.ts";
import { createFunction } from "../lambda/lambda-function.ts";
import type { FunctionBuild, OwnFunction } from "./function-build.ts";

export interface OneOffOptions extends FunctionBuild {
  env: Readonly<Record<string, string>>;
  log: FunctionLog;
}

/** Runs a handler once as a function, so that the modules it needs leave the memory with its sandbox. */
export async function runOnce(name: OwnFunction, event: unknown, options: OneOffOptions): Promise<unknown> {
  const { entryOf, ...settings } = options;
  const limits = { timeoutSeconds: 60, memoryMb: 256, concurrency: 1 };
  const once = createFunction({ name, entry: entryOf(name), ...limits, ...settings });
  try {
    return await once.invoke(event);
  } finally {
    await once.stop();
  }
}
