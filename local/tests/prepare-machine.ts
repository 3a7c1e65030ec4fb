import { existsSync } from "node:fs";
import { templates } from "#core/hosting/index.ts";
import { ensureImages, uncachedImages } from "../lab/images.ts";
import { installLabPackages, labSupport, run } from "../lab/support.ts";
import { testLab } from "../lab/test-lab.ts";

/**
 * Installs the Debian packages that tests need, where that is possible, and builds lab nodes and the images of apps into
 * their cache while nothing else waits. Ends with 0 when lab nodes can run here and with 3 when not, the reason on the
 * last line. Whatever else is missing shows in the tests that need it.
 */
const exitWithoutLab = 3;
const programs = [
  { path: "/usr/bin/chromium", name: "chromium", wanting: "the browser tests need it" },
  { path: "/usr/sbin/knotd", name: "knot", wanting: "the tests of zones that are served need it" },
  { path: "/usr/bin/pebble", name: "pebble", wanting: "the tests of certificates need it" },
];

for (const { path, name, wanting } of programs) {
  if (existsSync(path)) continue;
  if (process.getuid?.() === 0 && existsSync("/usr/bin/apt-get")) await install(name);
  else console.log(`${path} is missing: ${wanting}`);
}
await installLabPackages(console.log).catch((error: unknown) => console.log(String(error)));
const support = labSupport();
if (support.ok) {
  await buildLab().catch((error: unknown) => console.log(String(error)));
} else {
  console.log(support.reason);
  process.exitCode = exitWithoutLab;
}

async function buildLab(): Promise<void> {
  const ours = Object.values(templates).flatMap((template) => {
    const { data } = template.parameters.safeParse({});
    return data ? (/^localhost\/rookery\/([^:]+):/.exec(template.image(data))?.[1] ?? []) : [];
  });
  const images = [...new Set(ours)];
  await using node = await testLab("prepare", { images, log: console.log });
  const missing = await uncachedImages(images);
  if (missing.length > 0) console.log(`building ${missing.join(", ")}`);
  await ensureImages(node, missing);
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
