import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { deployableDir, makeDeployable } from "#functions/bundle/deployable.ts";
import { importOf } from "#functions/bundle/import-time.ts";
import { shippedBytes } from "#functions/bundle/size.ts";
import { testEnvironment } from "#functions/bundle/test-environment.ts";
import { functions } from "#functions/manifest.ts";
import { type Measurement, quantile } from "./measurement.ts";

const samples = 9;
const root = join(import.meta.dirname, "../..");

/** What of a cold start is ours: how much is shipped, and how long a fresh process takes to import it. */
export async function bench(): Promise<Measurement[]> {
  const scratch = await mkdtemp(join(tmpdir(), "rookery-bench-"));
  try {
    const startedAt = performance.now();
    await makeDeployable(root);
    const seconds = (performance.now() - startedAt) / 1000;
    const empty = join(scratch, "empty.mjs");
    await writeFile(empty, "export const handler = () => {};\n");
    const floor = { name: "an empty module", value: await importMs(empty) };
    const measured: Measurement[] = [{ name: "npm run bundle", value: seconds, unit: "s" }];
    for (const name of Object.keys(functions)) {
      const dir = join(deployableDir(root), name);
      const budget = name === "api" ? { kib: 1024, ms: 120 } : { kib: 600, ms: undefined };
      const value = (await shippedBytes(dir)) / 1024;
      measured.push({ name: `size of ${name}`, value, unit: "KiB", target: { of: "value", atMost: budget.kib } });
      measured.push({
        name: `import of ${name}, p50`,
        value: await importMs(join(dir, "index.mjs")),
        unit: "ms",
        floor,
        ...(budget.ms !== undefined && { target: { of: "value", atMost: budget.ms } }),
      });
    }
    return measured;
  } finally {
    await rm(scratch, { recursive: true });
  }
}

async function importMs(file: string): Promise<number> {
  const times: number[] = [];
  for (let n = 0; n < samples; n++) times.push((await importOf(file, testEnvironment)).ms);
  return quantile(times, 0.5);
}
