// Runs on any Node from 20.19 on: installs what is missing, then goes on under the Node 24 among the packages.
import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import { readArguments, usage } from "./launch/arguments.mjs";
import { ensureInstalled, ensureNodeVersion } from "./launch/installation.mjs";

const root = fileURLToPath(new URL("..", import.meta.url));

try {
  ensureNodeVersion();
  const args = readArguments(process.argv.slice(2));
  if (args.help) console.log(usage);
  else process.exitCode = await runUnder(await ensureInstalled(root), args);
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
}

/** The platform ends with this process: it notices when the channel between them closes. */
function runUnder(node, args) {
  const child = spawn(node, [fileURLToPath(new URL("platform/run.ts", import.meta.url)), JSON.stringify(args)], {
    stdio: ["inherit", "inherit", "inherit", "ipc"],
    // glibc gives each thread a heap of its own and hands little of it back; sandboxes come and go as threads.
    env: { ...process.env, MALLOC_ARENA_MAX: "2" },
  });
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => child.kill(signal));
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("exit", (code) => resolve(code ?? 1));
  });
}
