import { dictionary } from "#web/lib/dictionary.ts";

export const text = dictionary({
  en: {
    nodes: "Nodes",
    title: "Node",
    check: "Run checks",
    loading: "Loading the node",
    failed: "This node can’t be shown right now",
    failureTitle: "The node can’t be used",
    capacity: "Capacity",
    memory: "Memory",
    disk: "Disk",
    asOf: "As of",
    noFacts: "The node has not told about itself yet.",
    facts: "Facts",
    address: "Address",
    system: "System",
    kernel: "Kernel",
    podman: "Podman",
    processors: "Processors",
    cores: (n: number) => (n === 1 ? "1 core" : `${n} cores`),
    hostKey: "Host key",
    seen: "Last seen",
    added: "Added",
    websites: (n: number) => (n === 1 ? "1 website" : `${n} websites`),
    of: (what: string, used: string) => `${what}: ${used} in use`,
  },
});
