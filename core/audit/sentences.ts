import type { Family } from "./audit.state.ts";
import type { FieldName, Recorded } from "./fields.ts";

export interface Sentence {
  /** `{actor}`, `{target}`, `{before.x}` and `{after.x}` stand for what is known when somebody reads. */
  says: string | ((entry: { before: Recorded; after: Recorded }) => string);
  shows?: readonly FieldName[];
  /** A step inside the platform: staff see it, customers see what it was for. */
  inner?: true;
}

const placeSays = ({ before, after }: { before: Recorded; after: Recorded }): string =>
  before.role === after.role
    ? "{actor} changed which websites {target} sees"
    : "{actor} changed the role of {target} from {before.role} to {after.role}";
const refundSays = ({ after }: { after: Recorded }): string =>
  after.refund === "succeeded"
    ? "{actor} sent back the money of {target}"
    : after.refund === "failed"
      ? "The refund of {target} did not go through"
      : "{actor} asked about the refund of {target}";
const placed = ({ after }: { after: Recorded }): string =>
  after.nodeId === undefined ? "{actor} looked for a node for {target}" : "{actor} chose a node for {target}";
const saleSays =
  (what: string) =>
  ({ after }: { after: Recorded }): string =>
    after.state === "retired"
      ? `{actor} took the ${what} {target} off sale`
      : `{actor} put the ${what} {target} on sale`;
const terms = [
  ...(["price", "yearlyPrice", "setupFee", "memoryMb", "cpuPercent", "processes", "diskMb"] as const),
  ...(["trafficGb", "sites", "databases"] as const),
];
const facts = ["os", "podmanVersion", "cpus", "memoryMb", "diskMb", "contract"] as const;
const moved = ["done", "remaining", "refused", "missing"] as const;

/** What each action is in plain words. Actions that no code writes any more stay: the log has them. */
export const sentences: Readonly<Record<`${Family}.${string}`, Sentence>> = {
  "person.register": { says: "{actor} opened the account “{after.accountName}”", shows: ["name", "email"] },
  "person.enrol": {
    says: ({ after }) =>
      after.enrolled === false
        ? "{actor} found {after.email} known already and opened no account"
        : "{actor} opened the account “{after.accountName}” for {target}",
    shows: ["name", "email"],
  },
  "registration.request": { says: "{actor} asked to register an email address" },
  "registration.issue": {
    says: ({ after }) =>
      after.issued === true
        ? "{actor} sent a link to register"
        : after.known === true
          ? "{actor} told {target} that somebody tried to register their address"
          : "{actor} sent no link: that address was sent enough",
  },
  "person.change_password": { says: "{actor} changed their password", shows: ["sessionsEnded"] },
  "person.reset_password": { says: "{actor} chose a new password by a link from a mail", shows: ["sessionsEnded"] },
  "password_reset.request": { says: "{actor} asked for a link to reset a password" },
  "password_reset.issue": {
    says: ({ after }) =>
      after.issued === false
        ? "{actor} sent no link: nobody has that address, or they have links enough"
        : "{actor} sent {target} a link to reset their password",
  },
  "person.verify_email": { says: "{actor} confirmed their email address", shows: ["email"] },
  "person.vouch_for_email": { says: "{actor} took the email address of {target} for confirmed" },
  "person.rename": { says: "{actor} changed their name", shows: ["name"] },
  "email_change.request": { says: "{actor} asked to change their email address", shows: ["email"] },
  "email_change.issue": {
    says: ({ after }) =>
      after.issued === false
        ? "{actor} sent no link for a change of address"
        : after.to === "old"
          ? "{actor} asked the present address of {target} whether it is to be changed"
          : "{actor} asked the new address of {target} for its confirmation",
  },
  "email_change.confirm": {
    says: ({ after }) =>
      after.outcome === "made"
        ? "The email address of {target} was changed"
        : after.outcome === "taken"
          ? "The email address of {target} could not be changed"
          : after.proves === true
            ? "The new email address of {target} was confirmed"
            : "The present email address of {target} agreed to its change",
    shows: ["email"],
  },
  "email_change.refuse": {
    says: "The present email address of {target} said that its change was asked for by somebody else",
    shows: ["sessionsEnded"],
  },
  "email_change.withdraw": { says: "{actor} withdrew the change of their email address", shows: ["email"] },
  "email_verification.request": { says: "{actor} asked for a link to confirm their email address" },
  "email_verification.issue": {
    says: ({ after }) =>
      after.issued === false
        ? "{actor} sent no link, as there was nothing left to confirm"
        : "{actor} sent {target} a link to confirm their email address",
  },
  "session.begin": {
    says: ({ after }) =>
      after.secondFactor === "asked"
        ? "{actor} entered the password of {target} and was asked for a second factor"
        : "{actor} signed in",
  },
  "session.complete": { says: "{actor} signed in with a second factor" },
  "session.request_passkey": { says: "{actor} asked to sign in with a passkey", inner: true },
  "session.begin_with_passkey": { says: "{actor} signed in with a passkey" },
  "session.request_confirmation": { says: "{actor} was asked who they are", inner: true },
  "session.confirm": { says: "{actor} showed again who they are" },
  "session.end": { says: "{actor} signed out" },
  "session.revoke": { says: "{actor} ended a session of theirs" },
  "session.revoke_others": { says: "{actor} ended all their other sessions" },
  "session.switch_account": { says: "{actor} came here from another account" },
  "account.open": { says: "{actor} opened the account “{after.accountName}”" },
  "account.export": {
    says: ({ after }) =>
      after.section === "account" ? "{actor} exported what the account holds" : "{actor} exported its {after.section}",
  },
  "account.close": { says: "{actor} closed the account, to be erased on {after.erasureDueAt}" },
  "account.reopen": { says: "{actor} took the closing of the account back" },
  "account.erase": { says: "{actor} erased what the account held" },
  "person.leave": { says: "{actor} asked to be erased" },
  "person.erase": { says: "{actor} erased {target}" },
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
  "factor.begin_totp": { says: "{actor} began to add the authenticator app “{after.name}”" },
  "factor.confirm_totp": { says: "{actor} added the authenticator app “{after.name}”", shows: ["sessionsEnded"] },
  "factor.begin_passkey": { says: "{actor} began to add a passkey" },
  "factor.add_passkey": { says: "{actor} added the passkey “{after.name}”", shows: ["sessionsEnded"] },
  "factor.rename": { says: "{actor} renamed the second factor “{before.name}”", shows: ["name"] },
  "factor.remove": {
    says: ({ before }) =>
      before.kind === "passkey"
        ? "{actor} removed the passkey “{before.name}”"
        : "{actor} removed the authenticator app “{before.name}”",
    shows: ["sessionsEnded"],
  },
  "factor.warn_of_guesses": { says: "{actor} told {target} that somebody tries out their second factor" },
  "recovery_code.regenerate": { says: "{actor} made new recovery codes" },
  "factor_recovery.request": { says: "{actor} said that every second factor of {target} is lost" },
  "factor_recovery.issue": {
    says: ({ after }) =>
      after.issued === false
        ? "{actor} sent no link, as there was nothing left to recover"
        : "{actor} sent {target} a link to go on without second factors",
  },
  "factor_recovery.confirm": { says: "{actor} opened the link, and the wait for {target} began" },
  "factor_recovery.complete": { says: "{actor} gave up every second factor of {target} after the wait" },
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
  "sso.save": {
    says: "{actor} set up single sign-on with {after.issuer}",
    shows: ["issuer", "clientId", "rekeyed", "claim", "roleRules", "defaultRole", "trustsFactors"],
  },
  "sso.switch": {
    says: ({ after }) =>
      after.enforced === true
        ? "{actor} made single sign-on the only way in"
        : after.enabled === true
          ? "{actor} switched single sign-on on"
          : "{actor} switched single sign-on off",
    shows: ["enabled", "enforced"],
  },
  "sso.remove": { says: "{actor} removed single sign-on with {before.issuer}", shows: ["issuer", "clientId"] },
  "sso.add_domain": { says: "{actor} named the domain {after.domain} for single sign-on", shows: ["domain"] },
  "sso.verify_domain": { says: "{actor} showed that the domain {after.domain} is theirs", shows: ["domain"] },
  "sso.remove_domain": { says: "{actor} took the domain {before.domain} out of single sign-on", shows: ["domain"] },
  "sso.begin": { says: "{actor} sent somebody to their identity provider", inner: true },
  "sso.begin_test": { says: "{actor} began a test of single sign-on" },
  "sso.finish": {
    says: ({ after }) =>
      after.outcome === "signed_in"
        ? "{target} signed in by single sign-on"
        : after.outcome === "second_factor"
          ? "{target} came in by single sign-on and was asked for their second factor"
          : after.outcome === "no_role"
            ? "{target} came by single sign-on, which gives them no role"
            : after.outcome === "connect"
              ? "Somebody came by single sign-on whose address is in use, and was asked to connect"
              : "A test of single sign-on succeeded",
  },
  "sso.connect": { says: "{actor} connected their sign-in with single sign-on" },
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

  "order.place": { says: "{actor} ordered {after.host}", shows: ["planName", "price"] },
  "order.checkout": { says: "{actor} opened the payment page of {target}" },
  "order.record_payment": {
    says: ({ after }) =>
      after.state === "paid"
        ? "The payment of {target} arrived"
        : "The payment of {target} could not be used, and its refund began",
    shows: ["state"],
  },
  "order.cancel": { says: "{actor} cancelled {target}", shows: ["state"] },
  "order.expire": {
    says: "{actor} cancelled {target}, which nobody had paid in time",
    shows: ["state"],
  },
  "order.refund": { says: "{actor} began the refund of {target}", shows: ["state"] },
  "order.issue_refund": { says: refundSays, shows: ["state", "refund"] },
  "order.refresh_refund": { says: refundSays, shows: ["state", "refund"] },

  "service.suspend": { says: "{actor} suspended {target}", shows: ["state"] },
  "service.suspend.succeeded": { says: "{target} is suspended", shows: ["state"] },
  "service.suspend.failed": { says: "{target} could not be suspended", shows: ["state"] },
  "service.resume": { says: "{actor} resumed {target}", shows: ["state"] },
  "service.resume.succeeded": { says: "{target} is back online", shows: ["state"] },
  "service.resume.failed": { says: "{target} could not be resumed", shows: ["state"] },
  "service.terminate": { says: "{actor} terminated {target}", shows: ["state"] },
  "service.keep": { says: "{actor} took back the termination of {target}", shows: ["state"] },
  "service.retire.succeeded": { says: "{target} was taken offline", shows: ["state"] },
  "service.retire.failed": { says: "{target} could not be taken offline", shows: ["state"] },
  "service.remove": { says: "{actor} began to remove {target}, its grace period over", shows: ["state"] },
  "service.remove.succeeded": { says: "{target} and its data were removed", shows: ["state"] },
  "service.remove.failed": { says: "{target} could not be removed", shows: ["state"] },
  "service.provision.succeeded": { says: "{target} went live", shows: ["state"] },
  "service.provision.failed": { says: "{target} could not be set up", shows: ["state"] },
  "service.configure.succeeded": { says: "Visitors meet {target} as it is set", shows: ["state"] },
  "service.configure.failed": { says: "What was set for {target} did not reach its node", shows: ["state"] },
  "service.add_host": { says: "{actor} wrote the name {after.host} down for {target}", shows: ["host"] },
  "service.verify_host": { says: "{actor} had {after.host} lead to {target}", shows: ["host"] },
  "service.remove_host": { says: "{actor} took the name {before.host} from {target}", shows: ["host"] },
  "service.set_primary_host": {
    says: ({ after }) =>
      after.host === null
        ? "{actor} let each name of {target} answer by itself"
        : "{actor} had all names of {target} lead to {after.host}",
    shows: ["host"],
  },
  "service.set_redirects": { says: "{actor} changed the redirects of {target}", shows: ["redirects"] },
  "service.let_in": { says: "{actor} let {after.visitor} in to {target} by a password", shows: ["visitor"] },
  "service.shut_out": { says: "{actor} lets {before.visitor} in to {target} no more", shows: ["visitor"] },
  "service.set_maintenance": {
    says: ({ after }) =>
      after.maintenance === true
        ? "{actor} switched the maintenance page of {target} on"
        : "{actor} switched the maintenance page of {target} off",
    shows: ["maintenance"],
  },
  "service.deploy.succeeded": { says: "A new release of {target} took over", shows: ["number"] },
  "service.deploy.failed": {
    says: "A deploy of {target} did not come to its end: what was live goes on serving",
    shows: ["number"],
  },
  "service.open_secrets": { says: "{actor} made passwords for the app of {target}", inner: true },
  "database.note_started": { says: "The database of {target} is running", shows: ["database"], inner: true },
  "release.redeploy": { says: "{actor} deployed {target} again", shows: ["number"] },
  "release.deploy_compose": { says: "{actor} deployed {target} with another compose file", shows: ["number"] },
  "release.roll_back": { says: "{actor} began to roll {target} back to an earlier release", shows: ["number"] },
  "release.cancel": { says: "{actor} cancelled a deploy of {target}", shows: ["number"] },
  "release.begin_switch": {
    says: "{actor} began to lead visitors of {target} to a new release",
    shows: ["number"],
    inner: true,
  },
  "release.end_switch": {
    says: "{actor} led visitors of {target} back to the release before",
    shows: ["number"],
    inner: true,
  },
  "release.publish": { says: "A release of {target} is live", shows: ["number"] },
  "release.keep_last_words": {
    says: "{actor} kept the last words of a release of {target}",
    shows: ["number"],
    inner: true,
  },
  "release.keep_image": {
    says: "{actor} noted which image a release of {target} runs",
    shows: ["number"],
    inner: true,
  },
  "release.note_stopped": { says: "{actor} stopped a release of {target}", shows: ["number"], inner: true },
  "release.free_place": { says: "{actor} gave the port of a release of {target} back", shows: ["number"], inner: true },
  "release.deploy": { says: "{actor} had {target} built and deployed", shows: ["number"] },
  "release.deploy_push": {
    says: "{target} is built and deployed, as something was pushed",
    shows: ["number", "commit"],
  },
  "build.begin": { says: "{actor} began to build a release of {target}", shows: ["number"], inner: true },
  "build.note": { says: "{actor} noted what a build of {target} wrote", inner: true },
  "build.end": { says: "{actor} saw a build of {target} end", shows: ["number"], inner: true },
  "build.note_image_gone": {
    says: "{actor} removed an image of {target} that no release needs",
    shows: ["number"],
    inner: true,
  },
  "source.connect": {
    says: "{actor} connected {target} with the repository {after.repository}",
    shows: ["repository", "branch", "folder", "deploysOnPush"],
  },
  "source.change": {
    says: "{actor} changed what {target} is built from",
    shows: ["repository", "branch", "folder", "deploysOnPush"],
  },
  "source.disconnect": {
    says: "{actor} disconnected {target} from the repository {before.repository}",
    shows: ["repository", "branch"],
  },
  "source.renew_key": { says: "{actor} made a new deploy key for {target}" },
  "source.renew_secret": { says: "{actor} made a new webhook secret for {target}" },
  "source.receive": { says: "Something was pushed to the branch of {target}", shows: ["commit"] },
  "service.place": { says: placed, shows: ["nodeId", "port"], inner: true },
  "service.depart": { says: "{actor} prepared {target} to leave its node", inner: true },
  "service.left": { says: "The account of {target} left its node", shows: ["nodeId"], inner: true },
  "service.unplace": { says: "{actor} took {target} off its node", shows: ["nodeId", "port"], inner: true },
  "service.renew_slot": { says: "{actor} gave the account of {target} a new number on its node", inner: true },

  "operation.retry": { says: "{actor} tried again: {target}", shows: ["failure"] },

  "node.add": { says: "{actor} added the node {target}", shows: ["name", "region", "host", "port", "httpPort"] },
  "node.relocate": { says: "The node {target} moved", shows: ["host", "port", "httpPort", "state"] },
  "node.check": { says: "{actor} asked for a check of the node {target}" },
  "node.check.succeeded": { says: "The node {target} is ready", shows: ["state"] },
  "node.check.failed": { says: "The node {target} could not be reached", shows: ["state"] },
  "node.record_facts": { says: "The node {target} said what it is", shows: facts, inner: true },

  "queue.send_back_begun": {
    says: "{actor} began to send dead messages back to the queue {target}",
    shows: ["messageIds"],
  },
  "queue.send_back": { says: "{actor} sent dead messages back to the queue {target}", shows: moved },
  "queue.discard_begun": {
    says: "{actor} began to discard dead messages of the queue {target}",
    shows: ["messageIds"],
  },
  "queue.discard": { says: "{actor} discarded dead messages of the queue {target}", shows: moved },

  "product.set_up": { says: "{actor} put the product {target} on sale", shows: ["name", "plans"] },
  "product.create": { says: "{actor} began the product {target}", shows: ["name", "slug", "description"] },
  "product.change": { says: "{actor} changed what the product {target} is called", shows: ["name", "description"] },
  "product.set_state": { says: saleSays("product"), shows: ["state"] },
  "product.reorder": { says: "{actor} put the products in another order", shows: ["order"] },
  "plan.create": { says: "{actor} began the plan {target}", shows: ["name", "slug", "summary", ...terms] },
  "plan.change": { says: "{actor} changed what the plan {target} is called", shows: ["name", "summary"] },
  "plan.draft": { says: "{actor} drafted another version of the plan {target}", shows: terms },
  "plan.discard_draft": { says: "{actor} discarded the draft of the plan {target}", shows: terms },
  "plan.publish": {
    says: "{actor} published version {after.version} of the plan {target}",
    shows: ["version", ...terms],
  },
  "plan.set_state": { says: saleSays("plan"), shows: ["state"] },
  "plan.reorder": { says: "{actor} put the plans of {target} in another order", shows: ["order"] },
  "plan.define": {
    says: "{actor} put the plan {target} on sale",
    shows: ["name", "summary", "memoryMb", "cpuPercent", "processes", "diskMb"],
  },
  "platform_key.ensure": { says: "{actor} made sure that the platform has an SSH key", shows: ["publicKey"] },
  "payment_event.receive": { says: "{actor} reported “{after.type}”", shows: ["repeated"], inner: true },
  "notice.record_sent": { says: "{actor} sent the mail “{after.type}”", inner: true },
};

export const innerActions = Object.entries(sentences).flatMap(([action, { inner }]) => (inner ? [action] : []));
