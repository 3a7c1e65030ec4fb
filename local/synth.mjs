// Runs on any Node from 20.19 on, in a clean clone: installs what is missing, then synthesises under Node 24.
import { spawn } from "node:child_process";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { ensureNodeVersion } from "./launch/installation.mjs";
import { ensurePackages } from "./tests/packages.mjs";

const root = fileURLToPath(new URL("..", import.meta.url));

try {
  ensureNodeVersion();
  await ensurePackages(root, (line) => console.log(`[packages] ${line}`));
  process.exitCode = await synthesise();
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
}

function synthesise() {
  const node = join(root, "node_modules/node/bin/node");
  const child = spawn(node, ["stacks/synth.ts"], { cwd: root, stdio: "inherit" });
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("exit", (code) => resolve(code ?? 1));
  });
}
