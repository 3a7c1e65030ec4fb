import { rename, rm, writeFile } from "node:fs/promises";
import { enableCompileCache } from "node:module";
import { join, relative, resolve } from "node:path";
import { during } from "../launch/progress.mjs";
import { sentenceFor } from "./failure-sentence.ts";
import type { NodeOutcome } from "./lab-node.ts";
import type { Platform } from "./platform.ts";

interface Arguments {
  dataDir: string;
  port: number;
  withNode: boolean;
  bundled: boolean;
}

const root = resolve(import.meta.dirname, "../..");
const args = JSON.parse(process.argv[2] ?? "{}") as Arguments;
const dataDir = resolve(args.dataDir);
const description = join(dataDir, "platform.json");
/** A terminal sends Ctrl-C to every process, and the one that started this sends it on. */
const echoMs = 500;

let starting: Promise<Platform> | undefined;
let stoppingSince: number | undefined;

for (const signal of ["SIGINT", "SIGTERM", "SIGHUP", "disconnect"] as const) process.on(signal, () => void stop());
process.on("uncaughtException", (error) => void fail(error));

enableCompileCache(join(root, ".cache/compile"));
try {
  await start();
} catch (error) {
  await fail(error);
}

async function start(): Promise<void> {
  console.log("Rookery\n");
  const [{ startPlatform }, { webBuild }] = await Promise.all([import("./platform.ts"), import("./web-build.ts")]);
  const site = during("Building the web interface", webBuild(root));
  site.catch(() => {});
  starting = startPlatform({
    ...args,
    dataDir,
    site,
    stripeTestKey: process.env.STRIPE_SECRET_KEY,
    progress: (line) => console.log(`  node: ${line}`),
  });
  const platform = await during("Starting the platform", starting);
  await site;
  if (stoppingSince !== undefined) return;
  await describe(platform);
  account(platform);
  const node = await during("Starting the lab node", platform.node);
  await describe(platform, node);
  if (stoppingSince !== undefined) return;
  if (node.ready) console.log(`  Node       ${node.name} is up; its first check takes a moment.\n`);
  else if (args.withNode) console.log(`  Node       none: ${node.reason} Orders wait until staff add a node.\n`);
  else console.log("  Node       none, as asked. Orders wait until staff add a node.\n");
  console.log("  Ctrl-C stops everything. The next npm start goes on from here.");
}

function account({ url, payments, inboxUrl, certificates, staff, customer }: Platform): void {
  console.log(`
  Portal     ${url}
  Dashboard  ${url}/dashboard
  Payments   ${payments.url}   (${payments.what})
  Mail       ${inboxUrl}   (every message lands here)
  https      ${certificates.what}

  Customer   ${customer.email}   ${customer.password}
  Staff      ${staff.email}    ${wayIn(staff.link)}

  Data in ${relative(process.cwd(), dataDir) || dataDir}; what functions log is in functions.log there.
`);
}

function wayIn(link: string | null): string {
  return link === null
    ? "(without a password yet? npm run staff:invite)"
    : `by this link, once, within 72 hours:\n             ${link}`;
}

/** For programs: where everything is, while it runs. */
async function describe(platform: Platform, node?: NodeOutcome): Promise<void> {
  const { url, payments, inboxUrl, sitesPort, certificates, nameServer, staff, customer } = platform;
  const content = {
    ...{ pid: process.pid, url, payments, inboxUrl, sitesPort, certificates, nameServer },
    ...{ staff, customer, node },
  };
  await writeFile(`${description}.new`, `${JSON.stringify(content, null, 2)}\n`, { mode: 0o600 });
  await rename(`${description}.new`, description);
}

async function stop(): Promise<void> {
  const now = Date.now();
  if (stoppingSince !== undefined) {
    if (now - stoppingSince < echoMs) return;
    console.log("\nStopped without waiting. The next start clears up.");
    process.exit(130);
  }
  stoppingSince = now;
  console.log("\nStopping …");
  // A start that fails meanwhile has stopped what it had and says so itself.
  await (await starting)?.stop();
  await rm(description, { force: true });
  console.log("Stopped.");
  process.exit(0);
}

async function fail(error: unknown): Promise<void> {
  console.error(sentenceFor(error, dataDir));
  const story = error instanceof Error ? error.stack : String(error);
  await writeFile(join(dataDir, "last-failure.log"), `${new Date().toISOString()}\n${story}\n`).catch(() => {});
  stoppingSince = Date.now();
  await starting?.then((platform) => platform.stop()).catch(() => {});
  process.exit(1);
}
