import * as Certificates from "../certificates/index.ts";
import type { Id } from "../kernel/id.ts";
import { implement, type LongOperation, type Step, type StepScope } from "../kernel/long-operation/plan.ts";
import * as Settings from "../settings/index.ts";
import { certificateEndings } from "./certificate-endings.ts";
import { gone, placesOf } from "./certificate-places.ts";
import { putCertificates } from "./deployed-certificates.ts";
import { shownCertificate } from "./handshake.ts";
import type { At } from "./here.ts";
import { patient } from "./patience.ts";

const subjectOf = (operation: LongOperation) => operation.subject as Id<"certificate">;

/** Loaded with the first certificate that is asked for. */
const obtain: Step = {
  run: async (scope) => (await import("./obtain-certificate.ts")).obtainCertificate(scope),
};

/** What the nodes show from then on, where they have answered by https before. */
const deploy: Step = {
  async run(scope) {
    const places = await placesOf(scope.ctx, subjectOf(scope.operation));
    for (const { host, at } of places) await putCertificates(scope.ctx, at, [host]);
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
      const chain = await Certificates.chainShown(ctx, { accountId: at.service.accountId, host });
      if (chain === null) throw gone();
      if (await shows(scope, at, host, chain)) continue;
      await Settings.tellNode(ctx, { serviceId: at.service.id });
      return { done: false, waitSeconds: lookAgainSeconds };
    }
    return { done: true, message: "The certificate is shown to visitors." };
  },
};

async function shows(scope: StepScope, { node }: At, host: string, chain: string): Promise<boolean> {
  const shown = await shownCertificate({ host: node.host, port: node.httpsPort }, host);
  const is = shown !== undefined && chain.startsWith(shown.trimEnd());
  if (is) scope.log(`${host} shows it`);
  return is;
}

export const issueCertificate = implement(
  Certificates.issuePlan,
  patient({ obtain, deploy, serve }),
  certificateEndings,
);
