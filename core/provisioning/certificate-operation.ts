import { createHash } from "node:crypto";
import * as Certificates from "../certificates/index.ts";
import * as Dns from "../dns/index.ts";
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

/** Name servers that are ours answer within seconds; a domain that leads to others never has the record. */
const recordMinutes = 15;
const recordWaitMs = 10_000;

const ownZoneOf = async (ctx: Ctx, certificateId: Id<"certificate">, certified: string): Promise<string | null> => {
  const certificate = await Certificates.read(ctx, { certificateId });
  if (!certificate) throw gone();
  const name = certified.replace(/^\*\./, "");
  return Dns.ownZone(ctx, { accountId: certificate.accountId, name });
};

const proofOf = (zone: string, name: string, answer: string): Dns.Challenge => ({
  zone,
  name: `_acme-challenge.${name}`,
  value: createHash("sha256").update(answer).digest("base64url"),
});

/** A record answers, in a zone of ours: that needs no website, and shows whose a wildcard is. */
const byRecord = (certificateId: Id<"certificate">): Certificates.ChallengeAnswers => ({
  async put({ ctx, operation }, name, _token, answer) {
    const zone = await ownZoneOf(ctx, certificateId, name);
    if (zone === null)
      throw new DomainError("conflict", "certificate.no_zone", `The DNS of ${name} is kept elsewhere.`);
    if (await Dns.putChallenge(ctx.ports, proofOf(zone, name, answer), { waitMs: recordWaitMs })) return true;
    const minutes = (ctx.now().getTime() - (operation.startedAt ?? operation.createdAt).getTime()) / 60_000;
    if (minutes < recordMinutes) return false;
    const message = `The name servers of ${zone} do not show the record that was set. Do they still lead to us?`;
    throw new DomainError("conflict", "certificate.record_unseen", message);
  },
  async remove(ctx, name, _token, answer) {
    const zone = await ownZoneOf(ctx, certificateId, name);
    if (zone !== null) await Dns.removeChallenge(ctx.ports, proofOf(zone, name, answer));
  },
});

const answering = (certificateId: Id<"certificate">): Certificates.Answering => ({
  "http-01": byPage(certificateId),
  "dns-01": byRecord(certificateId),
  async haveZones(ctx, names) {
    const zones = await Promise.all(names.map((name) => ownZoneOf(ctx, certificateId, name)));
    return zones.every((zone) => zone !== null);
  },
});

const obtain: Step = {
  run(scope) {
    const certificateId = subjectOf(scope.operation);
    return Certificates.obtain(scope, certificateId, answering(certificateId));
  },
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
  Certificates.issueEndings,
);
