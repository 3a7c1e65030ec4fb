import * as Certificates from "../certificates/index.ts";
import type { Id } from "../kernel/id.ts";
import { implement, type LongOperation, type Step } from "../kernel/long-operation/plan.ts";
import * as Settings from "../settings/index.ts";
import { certificateEndings } from "./certificate-endings.ts";
import { gone, placesOf } from "./certificate-places.ts";
import { putCertificates, shownAt } from "./deployed-certificates.ts";
import { patient } from "./patience.ts";

const subjectOf = (operation: LongOperation) => operation.subject as Id<"certificate">;

/** Loaded with the first certificate that is asked for. */
const obtain: Step = {
  run: async (scope) => (await import("./obtain-certificate.ts")).obtainCertificate(scope),
};

/** What the nodes show from then on, where they have answered by https before. Elsewhere it comes with its route. */
const deploy: Step = {
  async run({ ctx, operation }) {
    const places = await placesOf(ctx, subjectOf(operation));
    for (const { host, at } of places) {
      const shown = (await shownAt(ctx, at, [host])).get(host);
      if (shown === "other") await putCertificates(ctx, at, [host]);
      if (shown === "none") await Settings.tellNode(ctx, { serviceId: at.service.id });
    }
    return { done: true, message: places.map(({ host }) => host).join(", ") };
  },
};

const lookAgainSeconds = 2;

/** Each host is asked from outside. Where it does not show the certificate yet, its website is told to. */
const serve: Step = {
  async run(scope) {
    const { ctx } = scope;
    const certificateId = subjectOf(scope.operation);
    const places = await placesOf(ctx, certificateId);
    for (const { host, at } of places) {
      const shown = (await shownAt(ctx, at, [host])).get(host);
      if (shown === undefined) throw gone();
      if (shown === "right") {
        scope.log(`${host} shows it`);
        continue;
      }
      await Settings.tellNode(ctx, { serviceId: at.service.id });
      return { done: false, waitSeconds: lookAgainSeconds };
    }
    return { done: true, message: "The certificate is shown to visitors." };
  },
};

export const issueCertificate = implement(
  Certificates.issuePlan,
  patient({ obtain, deploy, serve }),
  certificateEndings,
);
