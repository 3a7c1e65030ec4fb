import type { ZoneAtProvider } from "../domains/index.ts";
import type { ChangeSet } from "./change-set.state.ts";

/**
 * Whoever runs our name servers. What is worth another try throws `unavailable`, a no `conflict`. Whatever is asked for
 * twice is done once.
 */
export interface ZoneDesk {
  read(origin: string): Promise<ZoneAtProvider | undefined>;
  /** Makes a zone without records, unless there is one. */
  create(origin: string): Promise<void>;
  /** Names only what changes, so that whatever else is in the zone stays. */
  change(origin: string, change: ChangeSet, ctid?: string): Promise<void>;
  remove(origin: string): Promise<void>;
}

declare module "../kernel/operation.ts" {
  interface Ports {
    zoneDesk: ZoneDesk;
  }
}
