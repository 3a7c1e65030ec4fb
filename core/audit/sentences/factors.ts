import type { Sentences } from "./sentence.ts";

/** Second factors, and signing in by somebody else's word. */
export const factors: Sentences<"factor" | "recovery_code" | "factor_recovery" | "sso"> = {
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
};
