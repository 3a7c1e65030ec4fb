import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Browser, chromium } from "playwright-core";
import { startPlatform } from "../platform/platform.ts";
import { webBuild } from "../platform/web-build.ts";
import type { Measurement } from "./measurement.ts";

const root = join(import.meta.dirname, "../..");
const settledMs = 1_000;

/** What a browser with an empty cache fetches for the first page, and how much of it moves while it appears. */
export async function bench(): Promise<Measurement[]> {
  const dir = await mkdtemp(join(tmpdir(), "rookery-bench-"));
  const platform = await startPlatform({ dataDir: dir, port: 0, site: webBuild(root), withNode: false });
  const browser = await chromium.launch({ executablePath: "/usr/bin/chromium", args: ["--no-sandbox"] });
  try {
    const { url, customer } = platform;
    const signIn = await cold(browser, `${url}/sign-in`);
    const overview = await cold(browser, `${url}/`, { url, customer });
    return [
      kilobytes("sign-in, brotli, cold", signIn.bytes, 25),
      requests("sign-in", signIn.requests, 5),
      shift("sign-in", signIn.shift),
      kilobytes("overview with its data, brotli, cold", overview.bytes, 60),
      requests("overview with its data", overview.requests, 8),
      shift("overview", overview.shift),
    ];
  } finally {
    await browser.close();
    await platform.stop();
    await rm(dir, { recursive: true, force: true });
  }
}

const kilobytes = (name: string, bytes: number, atMost: number): Measurement => ({
  name,
  value: bytes / 1024,
  unit: "KB",
  target: { of: "value", atMost },
});
const requests = (page: string, value: number, atMost: number): Measurement => ({
  name: `requests of ${page}`,
  value,
  unit: "",
  target: { of: "value", atMost },
});
const shift = (page: string, value: number): Measurement => ({
  name: `cumulative layout shift of ${page}`,
  value,
  unit: "",
  target: { of: "value", atMost: 0.02 },
});

interface Visitor {
  url: string;
  customer: { email: string; password: string };
}

/** Bodies as they travel; headers are the same for everybody. */
async function cold(browser: Browser, address: string, visitor?: Visitor) {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  if (visitor) {
    const { url, customer } = visitor;
    await context.request.post(`${url}/api/session`, { data: customer, headers: { origin: url } });
  }
  const page = await context.newPage();
  const network = await context.newCDPSession(page);
  await network.send("Network.enable");
  let bytes = 0;
  let count = 0;
  network.on("Network.dataReceived", ({ encodedDataLength }) => {
    bytes += encodedDataLength;
  });
  network.on("Network.requestWillBeSent", ({ request }) => {
    if (/^https?:/.test(request.url)) count += 1;
  });
  await page.goto(address, { waitUntil: "networkidle" });
  await page.getByRole("heading", { level: 1 }).waitFor();
  await page.waitForTimeout(settledMs);
  const moved = await page.evaluate(
    () =>
      new Promise<number>((resolve) => {
        new PerformanceObserver((list) => {
          const shifts = list.getEntries() as (PerformanceEntry & { value: number })[];
          resolve(shifts.reduce((sum, { value }) => sum + value, 0));
        }).observe({ type: "layout-shift", buffered: true });
        setTimeout(() => resolve(0), 200);
      }),
  );
  await context.close();
  return { bytes, requests: count, shift: moved };
}
