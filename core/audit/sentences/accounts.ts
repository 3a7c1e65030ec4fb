import type { Recorded } from "../fields.ts";
import type { Sentences } from "./sentence.ts";

const placeSays = ({ before, after }: { before: Recorded; after: Recorded }): string =>
  before.role === after.role
    ? "{actor} changed which websites {target} sees"
    : "{actor} changed the role of {target} from {before.role} to {after.role}";

/** An account, who is in it, and who of staff comes to help. */
export const accounts: Sentences<
  "account" | "member" | "invitation" | "ownership_transfer" | "api_key" | "support" | "customer" | "staff"
> = {
  "account.open": { says: "{actor} opened the account “{after.accountName}”" },
  "account.export": {
    says: ({ after }) =>
      after.section === "account" ? "{actor} exported what the account holds" : "{actor} exported its {after.section}",
  },
  "account.close": { says: "{actor} closed the account, to be erased on {after.erasureDueAt}" },
  "account.reopen": { says: "{actor} took the closing of the account back" },
  "account.erase": { says: "{actor} erased what the account held" },
  "account.update": { says: "{actor} changed the account’s {after.changed}", shows: ["accountName"] },
  "member.change": { says: placeSays, shows: ["role", "websites"] },
  "member.remove": { says: "{actor} removed {before.name} from the account", shows: ["email", "role"] },
  "member.leave": { says: "{before.name} left the account", shows: ["role"] },
  "account.require_factors": {
    says: ({ after }) =>
      after.factorRequired === false
        ? "{actor} no longer demands a second factor of everybody in the account"
        : "{actor} demands a second factor of everybody in the account",
  },
  "staff.reset_factors": {
    says: "{actor} removed every second factor of {target}",
    shows: ["reason", "sessionsEnded"],
  },
  "invitation.create": { says: "{actor} invited {after.email} as {after.role}", shows: ["websites"] },
  "invitation.resend": { says: "{actor} sent the invitation of {after.email} again" },
  "invitation.withdraw": { says: "{actor} withdrew the invitation of {before.email}", shows: ["role"] },
  "invitation.issue": {
    says: ({ after }) =>
      after.issued === false
        ? "{actor} sent no invitation, as it was open no more"
        : "{actor} mailed the invitation to {after.email}",
    inner: true,
  },
  "invitation.accept": { says: "{actor} accepted the invitation and joined as {after.role}", shows: ["email"] },
  "invitation.join": { says: "{target} accepted the invitation and joined as {after.role}", shows: ["email"] },
  "ownership_transfer.offer": { says: "{actor} offered the account to {target}" },
  "ownership_transfer.accept": {
    says: "{actor} accepted the account from {after.previousOwner} and owns it now",
    shows: ["role"],
  },
  "ownership_transfer.withdraw": {
    says: ({ after }) =>
      after.declined === true ? "{actor} declined to own the account" : "{actor} took back the offer to {target}",
  },
  "api_key.create": {
    says: "{actor} made {target}",
    shows: ["prefix", "scopes", "networks", "expiresAt"],
  },
  "api_key.revoke": { says: "{actor} revoked {target}" },
  "api_key.warn": {
    says: ({ after }) =>
      after.expiresAt === undefined
        ? "{actor} had nothing more to tell of {target}"
        : "{actor} told by mail that {target} will end",
    shows: ["expiresAt"],
  },
  "staff.appoint": {
    says: ({ after }) =>
      after.appointed === false
        ? "{actor} found {after.email} known already and appointed nobody"
        : "{actor} appointed {target} to staff",
    shows: ["name", "email", "role"],
  },
  "support.act": { says: "{actor} came into the account to help, for {after.minutes} minutes at most" },
  "support.stop": {
    says: ({ after }) => (after.ended === 0 ? "{actor} was in no account any more" : "{actor} left the account"),
  },
  "support.set": {
    says: ({ after }) =>
      after.access === "always"
        ? "{actor} lets support in whenever there is a reason"
        : after.access === "never"
          ? "{actor} lets nobody of support in"
          : after.hours === undefined
            ? "{actor} lets support in only while it is granted"
            : "{actor} granted support access for {after.hours} hours",
    shows: ["access"],
  },
  "support.end": { says: "{actor} ended support access" },
  "customer.note": { says: "{actor} noted something on {target}" },
  "customer.remove_note": { says: "{actor} removed a note on {target}" },
  "staff.invite": { says: "{actor} appointed {target} to staff", shows: ["name", "email", "role"] },
  "staff.resend_link": { says: "{actor} asked for another link for {target}" },
  "staff.issue_link": {
    says: ({ after }) =>
      after.issued === false
        ? "{actor} sent {target} no link, as it had been used or replaced"
        : "{actor} sent {target} a link to choose a password",
  },
  "staff.join": { says: "{actor} chose a password and joined staff", shows: ["name"] },
  "staff.change_role": {
    says: "{actor} changed the role of {target} from {before.role} to {after.role}",
    shows: ["role"],
  },
  "staff.deactivate": { says: "{actor} deactivated {target}", shows: ["sessionsEnded"] },
  "staff.reactivate": { says: "{actor} let {target} in again" },
};
