import { defineConfig } from "vitest/config";

const common = { testTimeout: 30_000, hookTimeout: 60_000 };
/** Browsers and lab nodes: one file at a time, because each file keeps both processors busy. */
const slow = { testTimeout: 180_000, hookTimeout: 300_000, fileParallelism: false };

export default defineConfig({
  test: {
    silent: "passed-only",
    globalSetup: "local/tests/global-setup.ts",
    projects: [
      // One after the other in one process: they keep no state in modules, and reading these anew costs a quarter of the time.
      { test: { ...common, name: "core", include: ["core/**/*.test.ts"], isolate: false } },
      { test: { ...common, name: "functions", include: ["functions/**/*.test.ts"], isolate: false } },
      {
        test: {
          ...common,
          name: "local",
          include: ["local/**/*.test.ts"],
          exclude: ["local/lab/**", "local/faults/**"],
        },
      },
      { test: { ...common, name: "web", include: ["web/src/**/*.test.ts"] } },
      { test: { ...slow, name: "e2e", include: ["web/e2e/**/*.test.ts"] } },
      { test: { ...slow, name: "node", include: ["local/lab/**/*.test.ts"] } },
      { test: { ...slow, name: "faults", include: ["local/faults/**/*.test.ts"] } },
    ],
  },
});
