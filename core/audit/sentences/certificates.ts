import type { Sentences } from "./sentence.ts";

/** Certificates, and the authorities that issue them. */
export const certificates: Sentences<"certificate" | "acme_account"> = {
  "certificate.begin_order": { says: "A certificate was ordered", inner: true },
  "certificate.place_order": { says: "A certificate authority has the order", inner: true },
  "certificate.drop_order": { says: "The order of a certificate came to nothing", inner: true },
  "certificate.renew": { says: "A new certificate for {after.host} was ordered, its time come", shows: ["host"] },
  "certificate.store": { says: "A certificate was issued for {after.host}", shows: ["host", "expiresAt"] },
  "certificate.issue.succeeded": { says: "Visitors of {after.host} are shown the certificate", shows: ["host"] },
  "certificate.issue.failed": { says: "A certificate for {after.host} could not be had", shows: ["host"] },
  "acme_account.ensure": { says: "{actor} made a key for a certificate authority" },
  "acme_account.name": { says: "{actor} is known to a certificate authority" },
};
