import { createHash } from "node:crypto";
import { setTimeout as delay } from "node:timers/promises";
import * as Certificates from "../certificates/index.ts";
import * as Dns from "../dns/index.ts";
import { DomainError } from "../kernel/errors.ts";
import type { Id } from "../kernel/id.ts";
import type { StepResult, StepScope } from "../kernel/long-operation/plan.ts";
import type { Ctx } from "../kernel/operation.ts";
import { gone, placesOf } from "./certificate-places.ts";
import { waitSecondsOf } from "./dns-patience.ts";
import type { At } from "./here.ts";

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
  done: { told: new Set(), withdrawn: false },
});

/** Where a name's website answers, as whoever looks at it before an authority does is told. */
async function placeAt(ctx: Ctx, certificateId: Id<"certificate">, name: string) {
  const found = (await placesOf(ctx, certificateId)).find(({ host }) => host === name);
  if (!found) return undefined;
  const { call, node } = found.at;
  return {
    ...{ host: node.host, httpPort: node.httpPort },
    put: (token: string, answer: string) => call.putChallenge({ host: name, token, answer }),
    remove: (token: string) => call.removeChallenge({ host: name, token }),
  };
}

/** An authority takes moments as a rule, which are waited for here; what takes longer is looked at again later. */
const patienceMs = 8_000;
const pause = { firstMs: 50, growth: 1.5, longestMs: 1_000 };

/** Has an authority issue it, once nothing stands against that any more. */
export async function obtainCertificate(scope: StepScope): Promise<StepResult> {
  const { ctx, operation } = scope;
  const until = performance.now() + patienceMs;
  const certificateId = operation.subject as Id<"certificate">;
  const known = await Certificates.read(ctx, { certificateId });
  if (!known) throw gone();
  const answers = answering(certificateId);
  let refused: readonly string[] = [];
  if (!known.isOrdered) {
    const seen = await Certificates.preFlight(scope, certificateId, {
      placeOf: (name) => placeAt(ctx, certificateId, name),
      haveZones: (names) => answers.haveZones(ctx, names),
      waitSeconds: waitSecondsOf(scope),
    });
    if ("wait" in seen) return seen.wait;
    refused = seen.refused;
  }
  for (let pauseMs = pause.firstMs; ; ) {
    const result = await Certificates.obtain(scope, certificateId, answers, refused);
    const isSoon = !result.done && result.waitingFor === undefined && result.waitSeconds <= 1;
    if (!isSoon || performance.now() + pauseMs > until) return result;
    if (result.waitSeconds === 0) {
      // It came a step further: the next one may be as short.
      pauseMs = pause.firstMs;
      continue;
    }
    await delay(pauseMs);
    pauseMs = Math.min(pauseMs * pause.growth, pause.longestMs);
  }
}
