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
    "registrar_job.send": { says: "The registrar was asked to register {after.name}", shows: ["state"] },
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
