import { defineConfig } from "vitest/config";

const common = { testTimeout: 30_000, hookTimeout: 60_000 };

export default defineConfig({
  test: {
    globalSetup: "local/tests/global-setup.ts",
    projects: [
      { test: { ...common, name: "core", include: ["core/**/*.test.ts"] } },
      { test: { ...common, name: "functions", include: ["functions/**/*.test.ts"] } },
      { test: { ...common, name: "local", include: ["local/**/*.test.ts"] } },
      { test: { ...common, name: "web", include: ["web/src/**/*.test.ts"] } },
    ],
  },
});
