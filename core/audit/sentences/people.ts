import type { Sentences } from "./sentence.ts";

/** Who somebody is, and how they come in. */
export const people: Sentences<
  "person" | "registration" | "password_reset" | "email_change" | "email_verification" | "session"
> = {
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
  "person.leave": { says: "{actor} asked to be erased" },
  "person.erase": { says: "{actor} erased {target}" },
};
