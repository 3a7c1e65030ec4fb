export const nodeStates = ["adding", "ready", "unreachable"] as const;
export type NodeState = (typeof nodeStates)[number];
