import { query, revalidate } from "@solidjs/router";
import { call, type Input, type Output } from "./api.ts";

export type Certificate = Output<"GET /domains/{domainId}/certificates">["items"][number];
export type CertificateUpload = Omit<Input<"POST /domains/{domainId}/certificate-uploads">, "domainId">;

export const getCertificates = query(
  (domainId: string) => call("GET /domains/{domainId}/certificates", { domainId }),
  "certificates",
);

export type CertificateHealth = Output<"GET /dashboard/certificates">;
export const getCertificateHealth = query(() => call("GET /dashboard/certificates", {}), "dashboard.certificates");

const settled = async <Value>(change: Promise<Value>): Promise<Value> => {
  const value = await change;
  await revalidate([getCertificates.key, getCertificateHealth.key, "settings", "operations"]);
  return value;
};

/** One for a domain whose DNS is kept here and for all names right below it. */
export const orderCertificate = (idempotencyKey: string, domainId: string) =>
  settled(call("POST /domains/{domainId}/certificates", { domainId }, { idempotencyKey }));

export const retryCertificate = (idempotencyKey: string, certificateId: string) =>
  settled(call("POST /certificates/{certificateId}/retry", { certificateId }, { idempotencyKey }));

/** Looks at what an authority would find, now. */
export const checkCertificate = (idempotencyKey: string, certificateId: string) =>
  settled(call("POST /certificates/{certificateId}/check", { certificateId }, { idempotencyKey }));

/** Puts the records right that keep names from having their certificate, where their DNS is kept here. */
export const fixCertificate = (idempotencyKey: string, certificateId: string) =>
  settled(call("POST /certificates/{certificateId}/fix", { certificateId }, { idempotencyKey }));

/** One that was issued elsewhere. */
export const uploadCertificate = (idempotencyKey: string, domainId: string, given: CertificateUpload) =>
  settled(call("POST /domains/{domainId}/certificate-uploads", { domainId, ...given }, { idempotencyKey }));

/** Makes a key that stays here, and what somebody else signs of it. */
export const requestSigning = (idempotencyKey: string, domainId: string, names: string[]) =>
  settled(call("POST /domains/{domainId}/signing-requests", { domainId, names }, { idempotencyKey }));

/** Of those that were brought alone. */
export const removeCertificate = (idempotencyKey: string, certificateId: string) =>
  settled(call("DELETE /certificates/{certificateId}", { certificateId }, { idempotencyKey }));
