import { type Access, may } from "../kernel/permissions.state.ts";

export const serviceStates = [
  "provisioning",
  "active",
  "suspending",
  "suspended",
  "resuming",
  "terminating",
  "terminated",
  "failed",
] as const;
export type ServiceState = (typeof serviceStates)[number];

const allowedFrom = {
  suspend: ["active"],
  resume: ["suspended"],
  terminate: ["active", "suspended", "failed"],
  keep: ["terminating"],
} satisfies Record<string, ServiceState[]>;
export type ServiceAction = keyof typeof allowedFrom;

/** Shared with web/: buttons and commands read the same table. */
export const can = (action: ServiceAction, service: { state: ServiceState }): boolean =>
  (allowedFrom[action] as readonly ServiceState[]).includes(service.state);

/** Who may do it. Read by the commands and by the buttons, too. */
export const allowed: Readonly<Record<ServiceAction, Access>> = {
  suspend: may("service:operate"),
  resume: may("service:operate"),
  terminate: may("service:delete"),
  keep: may("service:delete"),
};

/** How long a terminated service's data is kept, so that a mistake can be taken back. */
export const graceDays = 7;
