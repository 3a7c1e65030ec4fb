import * as AuditLog from "#core/audit/index.ts";
import { PageOf } from "#core/kernel/page.ts";
import { type RouteLimit, route } from "../route.ts";

const exporting: RouteLimit[] = [{ limit: { name: "audit-export", tokens: 200, perSeconds: 60 }, by: "address" }];

export const auditRoutes = {
  "GET /activity": route(AuditLog.activity, PageOf(AuditLog.AuditEntry)),
  "GET /activity/export": route(AuditLog.exportActivity, AuditLog.ExportPart, { limits: exporting }),
  "GET /dashboard/audit": route(AuditLog.log, PageOf(AuditLog.AuditEntry)),
  "GET /dashboard/audit/export": route(AuditLog.exportLog, AuditLog.ExportPart, { limits: exporting }),
};
