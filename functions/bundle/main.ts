import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { type Bundling, bundle } from "./bundler.ts";
import { deployableDir, makeDeployable } from "./deployable.ts";
import { shippedBytes } from "./size.ts";

/** Without an order: everything that is deployed. With one, as JSON: that one. */
const order = process.argv[2];
if (order !== undefined) await bundle(JSON.parse(order) as Bundling);
else await deployable(join(import.meta.dirname, "../.."));

async function deployable(root: string): Promise<void> {
  const startedAt = performance.now();
  const dir = deployableDir(root);
  await makeDeployable(root, dir);
  for (const { name } of (await readdir(dir, { withFileTypes: true })).filter((entry) => entry.isDirectory())) {
    const bytes = await shippedBytes(join(dir, name));
    process.stdout.write(`  ${name.padEnd(12)} ${(bytes / 1024).toFixed(0).padStart(5)} KiB\n`);
  }
  process.stdout.write(`dist/functions, in ${((performance.now() - startedAt) / 1000).toFixed(1)} s\n`);
}
