import type { Sentences } from "./sentence.ts";

/** Of names, and of those with whom they are registered. */
export const domains: Sentences<"domain" | "domain_price" | "domain_contact" | "registrar_job" | "registrar_message"> =
  {
    "domain.add": { says: "{actor} added the domain {after.name}", shows: ["name"] },
    "domain.remove": { says: "{actor} removed the domain {before.name}", shows: ["name"] },
    "domain.prove": { says: "{actor} had the record of {after.name} looked for" },
    "domain.prove.succeeded": { says: "The record of {target} was found" },
    "domain.prove.failed": { says: "The record of {target} was not found" },
    "domain.accept_proof": { says: "The domain {after.name} was shown to be the account's", shows: ["state"] },
    "domain_contact.add": { says: "{actor} added a contact for domains" },
    "domain_contact.change": { says: "{actor} changed a contact of domains" },
    "domain_contact.look": { says: "The registrar said whether a holder of domains was reached", shows: ["state"] },
    "domain_contact.resend_verification": {
      says: "{actor} had a holder of domains asked again to confirm the address",
    },
    "domain.set_name_servers": { says: "{actor} asked for other name servers of {after.name}", shows: ["nameServers"] },
    "domain.set_owner": { says: "{actor} asked for another holder of {after.name}" },
    "domain.set_lock": {
      says: ({ after }) => (after.locked ? "{actor} had {after.name} locked" : "{actor} had {after.name} unlocked"),
    },
    "domain.set_privacy": {
      says: ({ after }) =>
        after.privacy
          ? "{actor} had the holder of {after.name} hidden by its registry"
          : "{actor} had the holder of {after.name} shown by its registry",
    },
    "domain.set_dnssec": {
      says: ({ after }) =>
        after.enabled
          ? "{actor} had {after.name} signed with DNSSEC"
          : "{actor} had DNSSEC of {after.name} switched off",
    },
    "domain.set_auto_renew": {
      says: ({ after }) =>
        after.enabled
          ? "{after.name} is renewed by itself from now on, as {actor} chose"
          : "{after.name} is renewed by itself no more, as {actor} chose",
    },
    "domain.reveal_auth_code": { says: "{actor} had the auth code of {after.name} shown" },
    "domain.answer_transfer_out": {
      says: ({ after }) =>
        after.answer === "give"
          ? "{actor} let another registrar have {after.name}"
          : "{actor} kept {after.name} from another registrar that asked for it",
    },
    "domain.remind": { says: "The owners were told that {after.name} ends in {after.days} days" },
    "domain.look": { says: "The registrar said how {after.name} is registered", shows: ["state"] },
    "registrar_job.send": { says: "The registrar was asked to do what was ordered for {after.name}", shows: ["state"] },
    "registrar_job.ask_after": { says: "The registrar was asked what became of {after.name}", shows: ["state"] },
    "registrar_job.retry": { says: "{actor} had the registrar asked again about {after.name}", shows: ["state"] },
    "registrar_message.fail": { says: "A message of the registrar could not be taken", inner: true },
    "registrar_message.skip": { says: "{actor} let a message of the registrar about {after.name} pass" },
    "registrar_message.take": { says: "The registrar said what became of {after.name}", shows: ["state"] },
    "registrar_message.wake": { says: "Somebody said that the registrar has something to tell", inner: true },
    "registrar_message.confirm": { says: "{actor} confirmed a message of the registrar", inner: true },
    "domain_price.read": { says: "{actor} read what {after.endings} endings of domains cost" },
    "domain_price.set_margin": {
      says: "{actor} changed what is put on top of the cost of domains: {after.ending}",
      shows: ["enabled", "percent"],
    },
    "domain_price.remove_margin": {
      says: "{actor} put the usual on top of the cost of domains again: {after.ending}",
      shows: ["enabled", "percent"],
    },
  };
