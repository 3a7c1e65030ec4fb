import type { Needs } from "#functions/manifest.ts";

/** Handlers that this machine alone needs, run once each. */
export const ownFunctions = {
  seed: {
    entry: "local/platform/seed-function.ts",
    needs: { secrets: ["database"], sends: ["mail"], seals: true },
  },
  "adopt-node": {
    entry: "local/platform/adopt-node-function.ts",
    needs: { secrets: ["database"], sends: ["operations"] },
  },
} as const satisfies Record<string, { entry: string; needs: Needs }>;

export type OwnFunction = keyof typeof ownFunctions;
