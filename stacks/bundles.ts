import { resolve } from "node:path";
import { deployableDir, isDeployableFresh, makeDeployable } from "#functions/bundle/deployable.ts";

/** What is deployed is what the sources say: bundles in the working copy's own place are made anew when they are older. */
export async function prepareBundles(bundles: string): Promise<void> {
  const root = process.cwd();
  if (resolve(bundles) !== deployableDir(root) || (await isDeployableFresh(root))) return;
  await makeDeployable(root);
}
