import type { HostCertificate } from "../certificates/index.ts";
import * as Certificates from "../certificates/index.ts";
import * as Dns from "../dns/index.ts";
import { DomainError } from "../kernel/errors.ts";
import type { Id } from "../kernel/id.ts";
import { type Failure, implement, type Step, type StepScope } from "../kernel/long-operation/plan.ts";
import * as Settings from "../settings/index.ts";
import { waitSecondsOf } from "./dns-patience.ts";
import { connectEndings } from "./domain-endings.ts";

const soonSeconds = 2;

const connectionIdOf = ({ operation }: StepScope) => operation.subject as Id<"connection">;

async function connectionOf(scope: StepScope) {
  const found = await Settings.connection(scope.ctx, { connectionId: connectionIdOf(scope) });
  if (!found) throw new DomainError("conflict", "host.taken_away", "The name was taken away meanwhile.");
  return found;
}

const awaitRecords: Step = {
  async run(scope) {
    const connectionId = connectionIdOf(scope);
    await Settings.putConnectionRecords(scope.ctx, { connectionId });
    const { records, hosted, certificates } = await connectionOf(scope);
    // Name servers of ours are told within moments: meanwhile its certificate is ordered.
    if (hosted === "rookery" && certificates.size === 0) await Settings.secureConnection(scope.ctx, { connectionId });
    if (records.state === "applied") return { done: true, message: "The records are there." };
    if (records.state === "failed") throw new DomainError("conflict", records.code, records.message);
    if (hosted === "rookery")
      return {
        ...{ done: false, waitSeconds: soonSeconds },
        waitingFor: { code: Dns.recordsUnderWay, message: "Its records are on their way to the name servers." },
      };
    return {
      done: false,
      waitSeconds: waitSecondsOf(scope),
      waitingFor: {
        code: "host.records_missing",
        message: "Set the records where the DNS of the domain is kept. It goes on by itself as soon as they are there.",
      },
    };
  },
};

/** So long a website is not told of a name whose certificate is about to come: then both go there at once. */
const togetherMs = 6_000;

/** Whatever else is done to the website goes first: its route is never changed by two at once. */
const publish: Step = {
  async run(scope) {
    const { isPublished, serviceId, names, certificates, isSecuring } = await connectionOf(scope);
    if (isPublished) return { done: true, message: names.join(", ") };
    const ageMs = scope.ctx.now().getTime() - scope.operation.createdAt.getTime();
    const stuck = names.some((name) => certificates.get(name)?.failure);
    const comesSoon = isSecuring && !stuck && ageMs < togetherMs;
    if (!comesSoon) await Settings.tellNode(scope.ctx, { serviceId });
    return { done: false, waitSeconds: soonSeconds };
  },
};

/** Why a certificate is not there, with what that is about where it has been looked at. */
const reasonAt = (certificate: HostCertificate | undefined): Failure | undefined => {
  if (!certificate?.failure) return undefined;
  const { failure, finding } = certificate;
  return finding?.code === failure.code ? { ...failure, about: Certificates.factsOf(finding) } : failure;
};

/** Each name has a certificate by itself; the names that get one answer by https whatever becomes of the others. */
const secure: Step = {
  async run(scope) {
    const connectionId = connectionIdOf(scope);
    const { names, certificates, isSecuring } = await connectionOf(scope);
    const [failure] = names.flatMap((name) => reasonAt(certificates.get(name)) ?? []);
    // It goes on by itself when what keeps it waiting is gone, and says meanwhile what that is.
    if (isSecuring && failure) return { done: false, waitSeconds: waitSecondsOf(scope), waitingFor: failure };
    if (isSecuring) return { done: false, waitSeconds: soonSeconds };
    if (failure) throw new DomainError("conflict", failure.code, failure.message, { about: failure.about });
    if (names.every((name) => certificates.get(name)?.state === "valid"))
      return { done: true, message: names.map((name) => `https://${name}`).join(", ") };
    await Settings.secureConnection(scope.ctx, { connectionId });
    return { done: false, waitSeconds: soonSeconds };
  },
};

export const connectName = implement(
  Settings.connectPlan,
  { records: awaitRecords, route: publish, certificate: secure },
  connectEndings,
);
