import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser } from "playwright-core";
import { type Platform, startPlatform } from "#local/platform/platform.ts";
import { webBuild } from "#local/platform/web-build.ts";
import { launchBrowser } from "./browser.ts";

export interface Running {
  platform: Platform;
  browser: Browser;
  dataDir: string;
  stop(): Promise<void>;
}

/** A platform of its own with the built site, without a node, and a browser to visit it. */
export async function running(): Promise<Running> {
  const dataDir = await mkdtemp(join(tmpdir(), "rookery-e2e-"));
  const site = webBuild(join(import.meta.dirname, "../.."));
  const platform = await startPlatform({ dataDir, port: 0, site, withNode: false });
  await site;
  const browser = await launchBrowser();
  return {
    ...{ platform, browser, dataDir },
    async stop() {
      await browser.close();
      await platform.stop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}
