export { type AuditCheck, check } from "./check.ts";
export { AuditEntry } from "./entry.ts";
export { ExportPart, exportActivity, exportLog } from "./export.ts";
export { activity, log, read } from "./log.ts";
export { AuditVerification, verification, verificationOf } from "./verification.ts";
