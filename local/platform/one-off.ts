import type { FunctionLog } from "../lambda/function-log.ts";
import { createFunction } from "../lambda/lambda-function.ts";

export interface OneOffOptions {
  env: Readonly<Record<string, string>>;
  compileCache: string;
  log: FunctionLog;
}

/** Runs a handler once as a function, so that the modules it needs leave the memory with its sandbox. */
export async function runOnce(name: string, entry: URL, event: unknown, options: OneOffOptions): Promise<unknown> {
  const once = createFunction({ name, entry, timeoutSeconds: 60, memoryMb: 256, concurrency: 1, ...options });
  try {
    return await once.invoke(event);
  } finally {
    await once.stop();
  }
}
