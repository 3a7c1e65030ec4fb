import type { Sentences } from "./sentence.ts";

/** Certificates, and the authorities that issue them. */
export const certificates: Sentences<"certificate" | "acme_account"> = {
  "certificate.begin_order": { says: "A certificate was ordered", inner: true },
  "certificate.place_order": { says: "A certificate authority has the order", inner: true },
  "certificate.drop_order": { says: "The order of a certificate came to nothing", inner: true },
  "certificate.change_method": {
    says: "{after.host} is shown to be its owner’s in another way",
    shows: ["host"],
    inner: true,
  },
  "certificate.ask": {
    says: "An authority wants the certificate of {after.host} renewed at another time",
    shows: ["host"],
    inner: true,
  },
  "certificate.note_finding": {
    says: "What keeps {after.host} from having a certificate has changed",
    shows: ["host"],
    inner: true,
  },
  "certificate.put_right": {
    says: "{actor} had the records put right that kept {after.host} from having a certificate",
    shows: ["host"],
  },
  "certificate.check": {
    says: "{actor} had it looked at what an authority would find at {after.host}",
    shows: ["host"],
  },
  "certificate.order_wildcard": { says: "{actor} ordered a certificate for {after.host}", shows: ["host"] },
  "certificate.retry": { says: "{actor} had a certificate for {after.host} tried for again", shows: ["host"] },
  "certificate.upload": {
    says: "{actor} brought a certificate for {after.host}",
    shows: ["host", "expiresAt"],
  },
  "certificate.request_signing": {
    says: "{actor} made a key and a request for a certificate for {after.host}",
    shows: ["host"],
  },
  "certificate.remove": { says: "{actor} removed the certificate for {before.host} that was brought", shows: ["host"] },
  "certificate.remind": {
    says: "The certificate for {after.host} that was brought comes to its end",
    shows: ["host", "expiresAt"],
  },
  "certificate.renew": { says: "A new certificate for {after.host} was ordered, its time come", shows: ["host"] },
  "certificate.store": { says: "A certificate was issued for {after.host}", shows: ["host", "expiresAt"] },
  "certificate.issue.succeeded": { says: "Visitors of {after.host} are shown the certificate", shows: ["host"] },
  "certificate.issue.failed": { says: "A certificate for {after.host} could not be had", shows: ["host"] },
  "acme_account.ensure": { says: "{actor} made a key for a certificate authority" },
  "acme_account.name": { says: "{actor} is known to a certificate authority" },
};
