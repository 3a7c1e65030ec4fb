import { z } from "zod";
import * as Accounts from "#core/accounts/index.ts";
import * as Identity from "#core/identity/index.ts";
import * as Reports from "#core/reports/index.ts";
import { type RouteLimit, route } from "../route.ts";

const NoteId = z.object({ id: z.string() });
const Stopped = z.object({ ended: z.int() });
const mailing: RouteLimit[] = [{ limit: { name: "staff-mail", tokens: 30, perSeconds: 3600 }, by: "caller" }];

/** Who works here, and what they do in customers' accounts. */
export const staffRoutes = {
  "GET /dashboard/staff": route(Identity.listStaff, z.object({ items: z.array(Identity.StaffMember) })),
  "POST /dashboard/staff": route(Identity.inviteStaff, Identity.StaffMember, {
    status: 201,
    body: "free",
    limits: mailing,
  }),
  "POST /dashboard/staff/{personId}/role": route(Identity.changeStaffRole, Identity.StaffMember),
  "POST /dashboard/staff/{personId}/deactivate": route(Identity.deactivateStaff, Identity.StaffMember),
  "POST /dashboard/staff/{personId}/reactivate": route(Identity.reactivateStaff, Identity.StaffMember),
  "POST /dashboard/staff/{personId}/link": route(Identity.resendStaffLink, Identity.StaffMember, {
    status: 202,
    limits: mailing,
  }),
  // From here on the session acts as somebody else: there is nobody to answer again.
  "POST /dashboard/customers/{accountId}/act": route(Identity.act, Identity.Acting, {
    status: 201,
    body: "free",
    secret: true,
    limits: [{ limit: { name: "act", tokens: 30, perSeconds: 3600 }, by: "caller" }],
  }),
  "POST /acting/stop": route(Identity.stopActing, Stopped),
  "GET /support-access": route(Identity.supportAccess, Identity.SupportAccess),
  "POST /support-access": route(Identity.setSupportAccess, Identity.SupportAccess),
  "POST /support-access/end": route(Identity.endSupportAccess, Identity.SupportAccess),
  "GET /dashboard/customers/{accountId}/notes": route(Reports.notes, z.object({ items: z.array(Reports.Note) })),
  "POST /dashboard/customers/{accountId}/notes": route(Accounts.addNote, NoteId, { status: 201, body: "free" }),
  "POST /dashboard/customers/{accountId}/notes/{noteId}/remove": route(Accounts.removeNote, NoteId),
};
