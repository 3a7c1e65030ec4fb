import * as Certificates from "../certificates/index.ts";
import { DomainError } from "../kernel/errors.ts";
import type { Id } from "../kernel/id.ts";
import { implement, type LongOperation, type Step, type StepScope } from "../kernel/long-operation/plan.ts";
import type { Ctx } from "../kernel/operation.ts";
import * as Settings from "../settings/index.ts";
import { putCertificates } from "./deployed-certificates.ts";
import { shownCertificate } from "./handshake.ts";
import { type At, atOf } from "./here.ts";
import { patient } from "./patience.ts";
import { target } from "./place.ts";

const subjectOf = (operation: LongOperation) => operation.subject as Id<"certificate">;

/** The hosts that a certificate is good for, each with the place of the service that it leads to. */
async function placesOf(ctx: Ctx, certificateId: Id<"certificate">): Promise<{ host: string; at: At }[]> {
  const certificate = await Certificates.read(ctx, { certificateId });
  if (!certificate) throw gone();
  const hosts = await Settings.hostsCovered(ctx, { accountId: certificate.accountId, names: certificate.names });
  const places = [];
  for (const { host, serviceId } of hosts) {
    const found = await target(ctx, { serviceId });
    if (found) places.push({ host, at: atOf({ ctx }, found) });
  }
  return places;
}

const gone = () => new DomainError("conflict", "certificate.names_gone", "The names were taken away meanwhile.");

async function atHost(ctx: Ctx, certificateId: Id<"certificate">, name: string): Promise<At> {
  const found = (await placesOf(ctx, certificateId)).find(({ host }) => host === name);
  if (found) return found.at;
  throw new DomainError("conflict", "certificate.nowhere", `${name} leads to no website that could answer.`);
}

/** The name's own website answers, through the ingress of its node. */
const byPage = (certificateId: Id<"certificate">): Certificates.ChallengeAnswers => ({
  async put({ ctx }, host, token, answer) {
    const { call } = await atHost(ctx, certificateId, host);
    await call.putChallenge({ host, token, answer });
    return true;
  },
  async remove(ctx, host, token) {
    for (const { host: known, at } of await placesOf(ctx, certificateId))
      if (known === host) await at.call.removeChallenge({ host, token });
  },
});

const obtain: Step = {
  run: (scope) => Certificates.obtain(scope, subjectOf(scope.operation), byPage(subjectOf(scope.operation))),
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
    const certificate = await Certificates.read(ctx, { certificateId });
    if (!certificate?.chain) throw gone();
    for (const { host, at } of places) {
      if (await shows(scope, at, host, certificate.chain)) continue;
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
  Certificates.issueEndings,
);
