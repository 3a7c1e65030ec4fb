export { letIn, shutOut } from "./access.ts";
export { removeCertificate, requestSigning, uploadCertificate } from "./brought-certificates.ts";
export { CertificateHealth, certificateHealth } from "./certificate-health.ts";
export { hostsCovered, secureHost, tellNode } from "./certificates.ts";
export {
  Connected,
  connectAgain,
  connection,
  connectName,
  dropAllRecords,
  putConnectionRecords,
  secureConnection,
} from "./connection.ts";
export { DomainHosts, hostsOfDomain } from "./domain-hosts.ts";
export { addressOf, type Front, forget, front, getSettings, ServiceSettings } from "./front.ts";
export { addHost, removeHost, setPrimaryHost, verifyHost } from "./hosts.ts";
export { setHttps } from "./https.ts";
export { LeftRecords, leftRecords } from "./left-records.ts";
export { setMaintenance } from "./maintenance.ts";
export { configurePlan, connectPlan } from "./plans.ts";
export { setRedirects } from "./redirects.ts";
export { wakeForCertificate, wakeForRoute } from "./waking.ts";

// What starts with every step of every operation has no room for what only a removal needs.
export const scanWhatLedTo: typeof import("./left-scan.ts").scanWhatLedTo = async (...args) =>
  (await import("./left-scan.ts")).scanWhatLedTo(...args);
