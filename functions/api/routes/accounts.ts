import { z } from "zod";
import * as Accounts from "#core/accounts/index.ts";
import * as People from "#core/people/index.ts";
import * as Reports from "#core/reports/index.ts";
import { beginsSession, type RouteLimit, type RouteOptions, route } from "../route.ts";

const done = z.object({});
const day = 86_400;
/** Per account: each sends a mail to an address of somebody's choice. */
const mailing: RouteLimit[] = [{ limit: { name: "people-mail", tokens: 30, perSeconds: 3600 }, by: "caller" }];
const byLink = {
  body: "free",
  secret: true,
  limits: [{ limit: { name: "invitation-use", tokens: 30, perSeconds: 900 }, by: "address" }],
} as const satisfies RouteOptions;

export const accountsRoutes = {
  "GET /accounts": route(People.listAccounts, z.object({ items: z.array(People.OwnAccount) })),
  "POST /accounts": route(People.openAccount, People.Opened, {
    status: 201,
    body: "free",
    limits: [{ limit: { name: "account-open", tokens: 5, perSeconds: day }, by: "caller" }],
  }),
  "POST /session/account": route(People.switchTo, done),
  "GET /account": route(Accounts.details, Accounts.AccountDetails),
  "POST /account": route(Accounts.updateDetails, Accounts.AccountDetails, { body: "free" }),
  "GET /account/glance": route(Reports.glance, Reports.AccountGlance),
  "GET /dashboard/customers/{accountId}/contact": route(Accounts.detailsOf, Accounts.AccountDetails),
  "GET /members": route(Reports.members, z.object({ items: z.array(Reports.Member) })),
  "POST /members/{membershipId}/change": route(People.changeMember, done),
  "POST /members/{membershipId}/remove": route(People.removeMember, done),
  "POST /members/leave": route(People.leave, done),
  "GET /invitations": route(People.listInvitations, z.object({ items: z.array(People.Invitation) })),
  "POST /invitations": route(People.invite, People.Invitation, { status: 201, body: "free", limits: mailing }),
  "POST /invitations/{invitationId}/resend": route(People.resendInvitation, People.Invitation, { limits: mailing }),
  "POST /invitations/{invitationId}/withdraw": route(People.withdrawInvitation, done),
  "POST /invitations/preview": route(People.preview, People.InvitationPreview, {
    ...byLink,
    door: "outside",
  }),
  "POST /invitations/acceptance": route(People.acceptInvitation, done, byLink),
  "POST /invitations/completion": beginsSession(People.joinAsNewcomer, { ...byLink, status: 201 }),
  "GET /ownership-transfers": route(People.listTransfers, z.object({ items: z.array(People.OwnershipTransfer) })),
  "POST /ownership-transfers": route(People.offerOwnership, People.Offered, { status: 201, limits: mailing }),
  "POST /ownership-transfers/{transferId}/accept": route(People.acceptOwnership, done),
  "POST /ownership-transfers/{transferId}/withdraw": route(People.withdrawTransfer, done),
};
