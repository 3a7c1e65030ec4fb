export { recordFacts } from "./checked.ts";
export { contractVersion, NodeFacts } from "./facts.ts";
export { recordHeartbeat } from "./heartbeat.ts";
export {
  add,
  address,
  check,
  checkPlan,
  get,
  hosts,
  list,
  lock,
  Node,
  type NodeRow,
  read,
  relocate,
  update,
} from "./node.ts";
export {
  chooseNode,
  type Disk,
  diskOn,
  freePort,
  hasRoom,
  leave,
  likelyNode,
  markLeaving,
  noteDisk,
  placeOf,
  renewSlot,
  slotOn,
} from "./placement.ts";
export { ensurePlatformKey, openPlatformKey, platformKey } from "./platform-key.ts";
export type { CallOptions, NodeAddress, NodeShell, NodeShells } from "./ports.ts";
export { newSshKeyPair } from "./ssh-key-pair.ts";
