import { existsSync } from "node:fs";
import { installLabPackages, labSupport, run } from "../lab/support.ts";

/**
 * Installs the Debian packages that tests need, where that is possible. Ends with 0 when lab nodes can run here and
 * with 3 when not, the reason on the last line. Whatever else is missing shows in the tests that need it.
 */
const exitWithoutLab = 3;
const chromium = "/usr/bin/chromium";

if (!existsSync(chromium)) {
  if (process.getuid?.() === 0 && existsSync("/usr/bin/apt-get")) await install("chromium");
  else console.log(`${chromium} is missing: the browser tests need it`);
}
await installLabPackages(console.log).catch((error: unknown) => console.log(String(error)));
const support = labSupport();
if (!support.ok) {
  console.log(support.reason);
  process.exitCode = exitWithoutLab;
}

async function install(name: string): Promise<void> {
  console.log(`installing ${name}`);
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  try {
    await run("apt-get", ["update", "-q"], { env, log: console.log });
    await run("apt-get", ["install", "-qy", "--no-install-recommends", name], { env });
  } catch (error) {
    console.log(String(error));
  }
}
