/** Where a member of staff stands. Invited: they have not chosen a password yet. */
export const staffStates = ["invited", "active", "deactivated"] as const;
export type StaffState = (typeof staffStates)[number];

/** What may be done to a colleague, by where they stand. Screens and commands read the same table. */
export const staffActions = {
  "change-role": ["invited", "active"],
  deactivate: ["invited", "active"],
  reactivate: ["deactivated"],
  "send-link": ["invited"],
} as const satisfies Record<string, readonly StaffState[]>;
export type StaffAction = keyof typeof staffActions;

export const staffCan = (action: StaffAction, { state }: { state: StaffState }): boolean =>
  (staffActions[action] as readonly StaffState[]).includes(state);
