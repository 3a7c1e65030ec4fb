import { z } from "zod";
import * as Certificates from "#core/certificates/index.ts";
import * as Settings from "#core/settings/index.ts";
import { route } from "../route.ts";

export const certificatesRoutes = {
  "GET /domains/{domainId}/certificates": route(Certificates.certificatesOfDomain, Certificates.Certificates),
  "POST /domains/{domainId}/certificates": route(Certificates.orderWildcard, Certificates.Certificate, {
    status: 202,
    costly: true,
  }),
  // Keys and their passwords.
  "POST /domains/{domainId}/certificate-uploads": route(Settings.uploadCertificate, Certificates.Certificate, {
    ...{ status: 201, costly: true, body: "free", secret: true },
  }),
  "POST /domains/{domainId}/signing-requests": route(Settings.requestSigning, Certificates.Certificate, {
    status: 201,
  }),
  "GET /dashboard/certificates": route(Settings.certificateHealth, Settings.CertificateHealth),
  "POST /certificates/{certificateId}/retry": route(Certificates.retry, Certificates.Certificate, {
    status: 202,
    costly: true,
  }),
  "POST /certificates/{certificateId}/check": route(Certificates.check, Certificates.Certificate, { costly: true }),
  "POST /certificates/{certificateId}/fix": route(Certificates.putRight, Certificates.Certificate, { status: 202 }),
  "DELETE /certificates/{certificateId}": route(Settings.removeCertificate, z.object({})),
};
