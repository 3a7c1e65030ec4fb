import { createHash } from "node:crypto";
import { setTimeout as delay } from "node:timers/promises";
import * as Certificates from "../certificates/index.ts";
import * as Dns from "../dns/index.ts";
import { DomainError } from "../kernel/errors.ts";
import type { Id } from "../kernel/id.ts";
import type { StepResult, StepScope } from "../kernel/long-operation/plan.ts";
import { gone, placeAt, placesOf } from "./certificate-places.ts";
import { waitSecondsOf } from "./dns-patience.ts";
import type { At } from "./here.ts";

/** One go at a certificate: what it has found out, and need not find out again. */
interface Go {
  scope: StepScope;
  certificateId: Id<"certificate">;
  accountId: Id<"account">;
  untilMs: number;
  places(): ReturnType<typeof placesOf>;
  /** Nothing stands against it: an authority may be told to look. */
  isLookedAt: boolean;
  /** Why it goes no further for now. */
  stopped?: StepResult;
}

async function atHost(go: Go, name: string): Promise<At> {
  const found = (await go.places()).find(({ host }) => host === name);
  if (found) return found.at;
  throw new DomainError("conflict", "certificate.nowhere", `${name} leads to no website that could answer.`);
}

/** The name's own website answers, through the ingress of its node. */
const byPage = (go: Go): Certificates.ChallengeAnswers => ({
  async put(_scope, host, token, answer) {
    const { call } = await atHost(go, host);
    await call.putChallenge({ host, token, answer });
    if (go.isLookedAt) return true;
    // The order went ahead of the look, which is what an authority would see now.
    return (await areThere(go, host)) && (await isGood(go, { host, token, answer }));
  },
  async remove(_ctx, host, token) {
    for (const { host: known, at } of await go.places())
      if (known === host) await at.call.removeChallenge({ host, token });
  },
});

const soon = { firstMs: 30, growth: 1.5, longestMs: 500 };

/** Records that we have just set ourselves reach our name servers within moments, which are waited for. */
async function areThere(go: Go, name: string): Promise<boolean> {
  const { ctx } = go.scope;
  const { accountId } = go;
  if ((await Dns.ownZone(ctx, { accountId, name })) === null) return true;
  for (let pauseMs = soon.firstMs; ; pauseMs = Math.min(pauseMs * soon.growth, soon.longestMs)) {
    const isUnderWay = await Dns.isUnderWay(ctx, { accountId, name });
    if (!isUnderWay) {
      const answers = await ctx.ports.authoritativeDns.ask(name, "A").catch(() => []);
      if (answers.some(({ values }) => values !== null && values.length > 0)) return true;
    }
    if (performance.now() + pauseMs > go.untilMs) {
      if (!isUnderWay) return true;
      const message = "Its records are on their way to the name servers.";
      go.stopped = { done: false, waitSeconds: 5, waitingFor: { code: Dns.recordsUnderWay, message } };
      return false;
    }
    await delay(pauseMs);
  }
}

/** Where something stands against it, the order is let go of: the next go looks before it orders. */
async function isGood(go: Go, shown: { host: string; token: string; answer: string }): Promise<boolean> {
  const { certificateId } = go;
  const { ctx } = go.scope;
  const seen = await look(go, shown);
  const known = await Certificates.read(ctx, { certificateId });
  if (!("wait" in seen) && seen.refused.length === 0 && known?.isOrdered) {
    go.isLookedAt = true;
    return true;
  }
  if (known) await Certificates.dropOrder(ctx, { certificateId });
  go.stopped = "wait" in seen ? seen.wait : { done: false, waitSeconds: 1 };
  return false;
}

const look = (go: Go, shown?: { host: string; token: string; answer: string }) =>
  Certificates.preFlight(go.scope, go.certificateId, {
    placeOf: async (name) => placeAt(await go.places(), name),
    ...(shown && { answerOf: (name: string) => (name === shown.host ? shown : undefined) }),
    haveZones: (names) => haveZones(go, names),
    waitSeconds: waitSecondsOf(go.scope),
  });

/** Name servers that are ours answer within seconds; a domain that leads to others never has the record. */
const recordMinutes = 15;
const recordWaitMs = 10_000;

const ownZoneOf = ({ scope: { ctx }, accountId }: Go, certified: string): Promise<string | null> =>
  Dns.ownZone(ctx, { accountId, name: certified.replace(/^\*\./, "") });

const haveZones = async (go: Go, names: readonly string[]): Promise<boolean> => {
  const zones = await Promise.all(names.map((name) => ownZoneOf(go, name)));
  return zones.every((zone) => zone !== null);
};

const proofOf = (zone: string, name: string, answer: string): Dns.Challenge => ({
  zone,
  name: `_acme-challenge.${name}`,
  value: createHash("sha256").update(answer).digest("base64url"),
});

/** A record answers, in a zone of ours: that needs no website, and shows whose a wildcard is. */
const byRecord = (go: Go): Certificates.ChallengeAnswers => ({
  async put({ ctx, operation }, name, _token, answer) {
    const zone = await ownZoneOf(go, name);
    if (zone === null)
      throw new DomainError("conflict", "certificate.no_zone", `The DNS of ${name} is kept elsewhere.`);
    if (await Dns.putChallenge(ctx.ports, proofOf(zone, name, answer), { waitMs: recordWaitMs })) return true;
    const minutes = (ctx.now().getTime() - (operation.startedAt ?? operation.createdAt).getTime()) / 60_000;
    if (minutes < recordMinutes) return false;
    const message = `The name servers of ${zone} do not show the record that was set. Do they still lead to us?`;
    throw new DomainError("conflict", "certificate.record_unseen", message);
  },
  async remove(ctx, name, _token, answer) {
    const zone = await ownZoneOf(go, name);
    if (zone !== null) await Dns.removeChallenge(ctx.ports, proofOf(zone, name, answer));
  },
});

const answering = (go: Go): Certificates.Answering => ({
  "http-01": byPage(go),
  "dns-01": byRecord(go),
  haveZones: (_ctx, names) => haveZones(go, names),
  done: { told: new Set(), withdrawn: false },
});

/** An authority takes moments as a rule, which are waited for here; what takes longer is looked at again later. */
const patienceMs = 8_000;
const pause = { firstMs: 50, growth: 1.5, longestMs: 1_000 };

/**
 * Has an authority issue it, once nothing stands against that any more. While records that we set are on their way to our
 * name servers, the order goes ahead: no authority is told to look before we have looked.
 */
export async function obtainCertificate(scope: StepScope): Promise<StepResult> {
  const { ctx, operation } = scope;
  const untilMs = performance.now() + patienceMs;
  const certificateId = operation.subject as Id<"certificate">;
  const known = await Certificates.read(ctx, { certificateId });
  if (!known) throw gone();
  const { accountId } = known;
  let places: ReturnType<typeof placesOf> | undefined;
  const findPlaces = () => (places ??= placesOf(ctx, certificateId));
  const go: Go = { scope, certificateId, accountId, untilMs, places: findPlaces, isLookedAt: false };
  let refused: readonly string[] = [];
  if (!known.isOrdered && !(await goesAhead(go, known))) {
    const seen = await look(go);
    if ("wait" in seen) return seen.wait;
    refused = seen.refused;
    go.isLookedAt = true;
  }
  const answers = answering(go);
  for (let pauseMs = pause.firstMs; ; ) {
    const result = await Certificates.obtain(scope, certificateId, answers, refused);
    if (go.stopped) return go.stopped;
    const isSoon = !result.done && result.waitingFor === undefined && result.waitSeconds <= 1;
    if (!isSoon || performance.now() + pauseMs > untilMs) return result;
    if (result.waitSeconds === 0) {
      // It came a step further: the next one may be as short.
      pauseMs = pause.firstMs;
      continue;
    }
    await delay(pauseMs);
    pauseMs = Math.min(pauseMs * pause.growth, pause.longestMs);
  }
}

type Known = NonNullable<Awaited<ReturnType<typeof Certificates.read>>>;

async function goesAhead(
  { scope: { ctx }, certificateId }: Go,
  { accountId, isFresh, method, names }: Known,
): Promise<boolean> {
  if (!isFresh || method !== "http-01") return false;
  const underWay = await Promise.all(names.map((name) => Dns.isUnderWay(ctx, { accountId, name })));
  return underWay.includes(true) && !(await Certificates.isLimited(ctx, { certificateId }));
}
