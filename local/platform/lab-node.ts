import { imageNames, layImages } from "../lab/images.ts";
import { type Lab, startLab } from "../lab/lab.ts";
import type { ReachedHost } from "../lab/reached-host.ts";
import { installLabPackages, labSupport } from "../lab/support.ts";
import { report } from "../lambda/function-log.ts";
import type { BootedNode } from "./adopt-node-function.ts";
import { type OneOffOptions, runOnce } from "./one-off.ts";

export type NodeOutcome =
  | { ready: true; name: string; sshPort: number; httpsPort: number }
  | { ready: false; reason: string };

export interface LabNodeOptions extends OneOffOptions {
  dir: string;
  /** Where its ingress is reached from a browser. */
  sitesPort: number;
  files: ReachedHost;
  platformKey: string;
  progress: (line: string) => void;
}

export interface LabNode {
  /** Never rejects: a platform without a node is a platform, and orders wait. */
  outcome: Promise<NodeOutcome>;
  stop(): Promise<void>;
}

const name = "lab1";
const stopPatienceMs = 20_000;

/** Boots a node of this machine's own and has the platform take it in, over SSH and with a pinned key as any other. */
export function startLabNode(options: LabNodeOptions): LabNode {
  let lab: Lab | undefined;
  const outcome = start().catch((error: unknown) => {
    const detail = error instanceof Error ? error.message : String(error);
    report(options.log, "lab", { level: "error", message: "The lab node did not start.", detail });
    return { ready: false as const, reason: `It did not start: ${detail.split("\n", 1)[0]}` };
  });

  async function start(): Promise<NodeOutcome> {
    const { dir, sitesPort, files, platformKey, progress, ...oneOff } = options;
    await installLabPackages(progress);
    const support = labSupport();
    if (!support.ok) return { ready: false, reason: support.reason };
    const folder = { dir, name, sshPort: 0, httpPort: sitesPort, platformPublicKey: platformKey, files };
    await layImages(dir, await imageNames());
    lab = await startLab({ ...folder, log: progress });
    const { host, sshPort, httpPort, httpsPort, hostKey } = lab;
    const booted: BootedNode = { name, host, port: sshPort, httpPort, httpsPort, hostKey };
    await runOnce("adopt-node", booted, oneOff);
    return { ready: true, name, sshPort, httpsPort };
  }

  return {
    outcome,
    async stop() {
      await Promise.race([outcome, new Promise((resolve) => setTimeout(resolve, stopPatienceMs).unref())]);
      await lab?.stop();
    },
  };
}
