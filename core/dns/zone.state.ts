import { may } from "../kernel/permissions.state.ts";

/** Who answers for a zone: the name servers that we fill, or those of others, where its owner sets what we need. */
export const hostings = ["rookery", "external"] as const;
export type Hosting = (typeof hostings)[number];

export const changeStates = [
  /** Waits for its time. */
  "scheduled",
  /** Among the zone's records, and on its way to the name servers. */
  "pending",
  "applied",
  /** Refused, and among the records no more. */
  "failed",
  /** Taken back before its time came. */
  "cancelled",
] as const;
export type ChangeState = (typeof changeStates)[number];

/** Why there is a change. `reverted`: nobody said that it was to stay. `found`: made elsewhere, and taken over. */
export const changeCauses = ["edit", "undo", "reverted", "managed", "found", "restored"] as const;
export type ChangeCause = (typeof changeCauses)[number];

interface Change {
  state: ChangeState;
  cause: ChangeCause;
  revertsAt: Date | string | null;
}

const allowed = {
  /** What Rookery put there goes when its reason goes. */
  undo: ({ state, cause }: Change) => state === "applied" && cause !== "managed",
  cancel: ({ state }: Change) => state === "scheduled",
  keep: ({ state, revertsAt }: Change) => (state === "applied" || state === "pending") && revertsAt !== null,
};
/** Shared with web/: buttons and commands read the same table. */
export const can = (action: keyof typeof allowed, change: Change): boolean => allowed[action](change);

export const recordsMax = 1000;
/** Of a zone file that is sent, in characters: more than the most records take as a rule, less than a request carries. */
export const zoneFileMax = 192 * 1024;
/** Whether what the file does not say goes. */
export const importModes = ["add", "replace"] as const;
export type ImportMode = (typeof importModes)[number];
/** Of one change that its author has to confirm. */
export const revertMinutes = { least: 1, most: 60, usual: 10 } as const;
/** How far ahead a change can be scheduled. */
export const scheduleDaysMax = 90;

export const mayRead = may("zone:read");
export const mayManage = may("zone:manage");
