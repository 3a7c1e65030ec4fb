import * as AuditLog from "#core/audit/index.ts";
import { PageOf } from "#core/kernel/page.ts";
import { route } from "../route.ts";

export const auditRoutes = {
  "GET /activity": route(AuditLog.activity, PageOf(AuditLog.AuditEntry)),
  "GET /activity/export": route(AuditLog.exportActivity, AuditLog.ExportPart, { costly: true }),
  "GET /dashboard/audit": route(AuditLog.log, PageOf(AuditLog.AuditEntry)),
  "GET /dashboard/audit/verification": route(AuditLog.verification, AuditLog.AuditVerification),
  "GET /dashboard/audit/export": route(AuditLog.exportLog, AuditLog.ExportPart, { costly: true }),
};
