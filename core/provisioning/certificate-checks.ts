import * as Certificates from "../certificates/index.ts";
import type { Ctx } from "../kernel/operation.ts";
import { placeAt, placesOf } from "./certificate-places.ts";

/** Looks from where nodes let somebody in, as `system`. Who may ask was decided before. */
export const certificateChecks = (ctx: Ctx): Certificates.CertificateChecks => ({
  async checkCertificate({ certificateId }) {
    const places = await placesOf(ctx, certificateId);
    return Certificates.lookNow(ctx, certificateId, async (name) => placeAt(places, name));
  },
});
