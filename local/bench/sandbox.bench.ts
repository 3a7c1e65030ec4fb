import { join } from "node:path";
import { testEnvironment } from "#functions/bundle/test-environment.ts";
import { functions } from "#functions/manifest.ts";
import { createFunction } from "../lambda/lambda-function.ts";
import { functionBuild } from "../platform/function-build.ts";
import { benchSettings } from "./api-event.ts";
import { type Measurement, quantile, timesOf } from "./measurement.ts";

const coldStarts = 5;
const samples = 1_000;
const root = join(import.meta.dirname, "../..");
const echoFile = new URL("../lambda/test-handlers/echo.ts", import.meta.url);
const env = { ...testEnvironment, ...benchSettings };
const limits = { timeoutSeconds: 20, memoryMb: 256, concurrency: 1, log: () => {} };

/** What a function costs before its own work: loading it, and the way into its sandbox and back. */
export async function bench(): Promise<Measurement[]> {
  const { entryOf, compileCache, workerFile } = await functionBuild(root);
  const measured: Measurement[] = [];
  const empty = quantile(await coldStartsOf("echo", { entry: echoFile, env: {}, workerFile }), 0.5);
  for (const [name, { trigger }] of Object.entries(functions)) {
    if ("deploy" in trigger) continue;
    const times = await coldStartsOf(name, { entry: entryOf(name), env, compileCache, workerFile });
    const floor = { name: "a function that does nothing", value: empty };
    measured.push({ name: `cold start of ${name}, p50`, value: quantile(times, 0.5), unit: "ms", floor });
  }
  return [...measured, await warmOverhead()];
}

type Settings = Pick<Parameters<typeof createFunction>[0], "entry" | "env" | "compileCache" | "workerFile">;

async function coldStartsOf(name: string, settings: Settings): Promise<number[]> {
  return timesOf(coldStarts, async () => {
    const cold = createFunction({ name, ...settings, ...limits });
    await cold.warm();
    const { coldStarts: loaded } = cold.figures();
    await cold.stop();
    if (loaded === 0) throw new Error(`${name} could not be loaded`);
  });
}

async function warmOverhead(): Promise<Measurement> {
  const { handler } = await import("../lambda/test-handlers/echo.ts");
  const context = { awsRequestId: "r", functionName: "echo", getRemainingTimeInMillis: () => 0 };
  const warm = createFunction({ name: "echo", entry: echoFile, env: {}, ...limits });
  await warm.warm();
  const inside: number[] = [];
  const bare: number[] = [];
  for (let n = 0; n < samples; n++) {
    inside.push(...(await timesOf(1, () => warm.invoke({ text: "hello" }))));
    bare.push(...(await timesOf(1, () => handler({ text: "hello" } as never, context))));
  }
  await warm.stop();
  const floor = { name: "the same handler called directly", value: quantile(bare, 0.5) };
  return { name: "warm invocation of an empty function, p50", value: quantile(inside, 0.5), unit: "ms", floor };
}
