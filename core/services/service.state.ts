import { type Access, may } from "../kernel/permissions.state.ts";

export const serviceStates = [
  "provisioning",
  "active",
  "stopping",
  "stopped",
  "starting",
  "suspending",
  "suspended",
  "resuming",
  "terminating",
  "terminated",
  "failed",
] as const;
export type ServiceState = (typeof serviceStates)[number];

/** Its customer stops and starts it; it is suspended by whoever runs the platform, and is neither started nor stopped meanwhile. */
const allowedFrom = {
  stop: ["active"],
  start: ["stopped"],
  restart: ["active"],
  suspend: ["active", "stopped"],
  resume: ["suspended"],
  terminate: ["active", "stopped", "suspended", "failed"],
  keep: ["terminating"],
} satisfies Record<string, ServiceState[]>;
export type ServiceAction = keyof typeof allowedFrom;

/** Shared with web/: buttons and commands read the same table. */
export const can = (action: ServiceAction, service: { state: ServiceState }): boolean =>
  (allowedFrom[action] as readonly ServiceState[]).includes(service.state);

/** Who may do it. Read by the commands and by the buttons, too. */
export const allowed: Readonly<Record<ServiceAction, Access>> = {
  stop: may("service:operate"),
  start: may("service:operate"),
  restart: may("service:operate"),
  suspend: may("service:suspend"),
  resume: may("service:suspend"),
  terminate: may("service:delete"),
  keep: may("service:delete"),
};

/** How long a terminated service's data is kept, so that a mistake can be taken back. */
export const graceDays = 7;
