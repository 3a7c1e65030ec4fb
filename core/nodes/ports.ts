/** How to reach a node, and the key it must show: without the pin a connection is refused. */
export interface NodeAddress {
  host: string;
  port: number;
  /** The node's public host key as in a known_hosts file: `ssh-ed25519 AAAA…`. */
  hostKey: string;
}

export interface CallOptions {
  /** At most 25: longer work is polled. */
  timeoutSeconds?: number;
}

/** The operator's door of one node: typed primitives, JSON in and out. */
export interface NodeShell {
  /**
   * Runs `/usr/local/lib/rookery/<name>` with `input` on stdin. Throws `unavailable` (`node.unreachable`,
   * `node.timed_out`) when it is worth trying again, `conflict` with the primitive's own code when the node refused.
   */
  primitive(name: string, input: unknown, options?: CallOptions): Promise<unknown>;
}

/** Keeps one connection per node open for as long as it is used. */
export interface NodeShells {
  on(address: NodeAddress): NodeShell;
  close(): Promise<void>;
}

declare module "../kernel/operation.ts" {
  interface Ports {
    nodes: NodeShells;
  }
}
