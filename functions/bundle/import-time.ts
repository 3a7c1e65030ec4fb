import { spawn } from "node:child_process";
import { pathToFileURL } from "node:url";

const program = `const [entry, ...later] = process.argv.slice(1);
const startedAt = performance.now();
const { handler } = await import(entry);
const ms = performance.now() - startedAt;
for (const file of later) await import(file);
process.stdout.write(JSON.stringify({ handler: typeof handler, ms }));
process.exit(0);`;

export interface Import {
  handler: string;
  ms: number;
}

/**
 * Imports a module in a process of its own, which has nothing of it yet, and sees nothing but this environment; then, in
 * the same process, what is loaded later.
 */
export async function importOf(
  file: string,
  environment: Readonly<Record<string, string>>,
  later: readonly string[] = [],
): Promise<Import> {
  const args = ["--input-type=module", "--eval", program, ...[file, ...later].map((each) => pathToFileURL(each).href)];
  const child = spawn(process.execPath, args, { env: { ...environment }, stdio: ["ignore", "pipe", "pipe"] });
  let [out, noise] = ["", ""];
  child.stdout.on("data", (chunk: Buffer) => {
    out += chunk;
  });
  child.stderr.on("data", (chunk: Buffer) => {
    noise += chunk;
  });
  const code = await new Promise((resolve) => child.on("close", resolve));
  if (code !== 0) throw new Error(`${file} could not be imported: ${noise.slice(-2_000)}`);
  return JSON.parse(out) as Import;
}
