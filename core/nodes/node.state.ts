import { may } from "../kernel/permissions.state.ts";

export const nodeStates = ["adding", "ready", "unreachable"] as const;
export type NodeState = (typeof nodeStates)[number];

/** Who may add nodes and have them checked. All of staff may look. */
export const mayRunNodes = may("node:manage");
