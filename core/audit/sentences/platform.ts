import type { Sentences } from "./sentence.ts";

const facts = ["os", "podmanVersion", "cpus", "memoryMb", "diskMb", "contract"] as const;
const moved = ["done", "remaining", "refused", "missing"] as const;

/** What keeps the platform going. */
export const platform: Sentences<"node" | "queue" | "integration" | "platform_key" | "notice"> = {
  "node.add": { says: "{actor} added the node {target}", shows: ["name", "region", "host", "port", "httpPort"] },
  "node.relocate": { says: "The node {target} moved", shows: ["host", "port", "httpPort", "state"] },
  "node.check": { says: "{actor} asked for a check of the node {target}" },
  "node.check.succeeded": { says: "The node {target} is ready", shows: ["state"] },
  "node.check.failed": { says: "The node {target} could not be reached", shows: ["state"] },
  "node.record_facts": { says: "The node {target} said what it is", shows: facts, inner: true },
  "queue.send_back_begun": {
    says: "{actor} began to send dead messages back to the queue {target}",
    shows: ["messageIds"],
  },
  "queue.send_back": { says: "{actor} sent dead messages back to the queue {target}", shows: moved },
  "queue.discard_begun": {
    says: "{actor} began to discard dead messages of the queue {target}",
    shows: ["messageIds"],
  },
  "queue.discard": { says: "{actor} discarded dead messages of the queue {target}", shows: moved },
  "integration.check": { says: "{actor} asked whether {target} answers" },
  "platform_key.ensure": { says: "{actor} made sure that the platform has an SSH key", shows: ["publicKey"] },
  "notice.record_sent": { says: "{actor} sent the mail “{after.type}”", inner: true },
};
