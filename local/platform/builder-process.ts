import { spawn } from "node:child_process";

/** Runs a builder in a process of its own, whose memory is given back. Its output is told only when it fails. */
export function runBuilder(what: string, cwd: string, args: readonly string[]): Promise<void> {
  // Builds are kept for everybody: one that a test asks for first is no build for tests.
  const env = { ...process.env, NODE_ENV: "production" };
  const child = spawn(process.execPath, args, { cwd, env, stdio: ["ignore", "pipe", "pipe"] });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.on("data", (chunk: Buffer) => {
      output = (output + chunk).slice(-5_000);
    });
  }
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (code) =>
      code === 0 ? resolve() : reject(new Error(`${what} could not be built: ${output.trim()}`)),
    );
  });
}
