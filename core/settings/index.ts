export { letIn, shutOut } from "./access.ts";
export { hostsCovered, secureHost, tellNode } from "./certificates.ts";
export { addressOf, type Front, forget, front, getSettings, ServiceSettings } from "./front.ts";
export { addHost, removeHost, setPrimaryHost, verifyHost } from "./hosts.ts";
export { setMaintenance } from "./maintenance.ts";
export { configurePlan } from "./plans.ts";
export { setRedirects } from "./redirects.ts";
