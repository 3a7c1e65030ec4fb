import * as Nodes from "#core/nodes/index.ts";
import { depsFrom } from "#functions/runtime/deps.ts";

export interface BootedNode {
  name: string;
  host: string;
  port: number;
  httpPort: number;
  httpsPort: number;
  hostKey: string;
}

const deps = await depsFrom(process.env, { secrets: ["database"], sends: ["operations"] });

/** Adds the lab node, or says where it is now: its ports change with each boot. */
export async function handler({ name, ...address }: BootedNode): Promise<void> {
  const ctx = deps.as({ type: "system", job: "lab" }, "lab");
  const known = (await Nodes.list(ctx, {})).find((node) => node.name === name);
  if (known) await Nodes.relocate(ctx, { nodeId: known.id, ...address });
  else await Nodes.add(ctx, { name, region: "lab", ...address });
}
