import { createPrivateKey, createPublicKey, X509Certificate } from "node:crypto";
import { DomainError } from "../kernel/errors.ts";
import type { Id } from "../kernel/id.ts";
import type { StepResult, StepScope } from "../kernel/long-operation/plan.ts";
import type { Ctx } from "../kernel/operation.ts";
import { AcmeError } from "./acme/acme-error.ts";
import { renewalIdOf } from "./acme/renewal-id.ts";
import { signingRequest } from "./acme/signing-request.ts";
import { accountAt, forgetAccount } from "./acme-account.ts";
import type { ChallengeMethod } from "./certificate.state.ts";
import { issuerOf } from "./leaf.ts";
import { beginOrder, changeMethod, dropOrder, openOrderKey, placeOrder, store } from "./order.ts";
import type { AcmeAccount, AcmeOrder, CertificateAuthority } from "./ports.ts";
import { waitForAuthority, waitForRecords } from "./pre-flight/rate-limit.ts";
import { type Answering, type Asked, prove, refusalOf, withdraw } from "./prove.ts";
import { type Lifetime, renewAtOf, secondsAfter, unansweredSeconds, withinWindow } from "./renewal.state.ts";

const lookAgain: StepResult = { done: false, waitSeconds: 1 };

/**
 * One look at the order of a certificate, and what is to be done next: whatever was begun and broken off is gone on with.
 * Done, the certificate is stored. A failed attempt is followed by the next authority's; `refused` are those that are not
 * asked at all.
 */
export async function obtain(
  scope: StepScope,
  certificateId: Id<"certificate">,
  answering: Answering,
  refused: readonly string[] = [],
): Promise<StepResult> {
  const { ctx, operation } = scope;
  const authorities = ctx.ports.certificateAuthorities;
  const allowed = authorities.filter(({ directory }) => !refused.includes(directory));
  const first = allowed[(operation.attempt - 1) % allowed.length];
  if (!first) throw new DomainError("conflict", "certificate.no_authority", "Certificates cannot be had here.");
  const begun = await beginOrder(ctx, { certificateId, directory: first.directory });
  if (begun.stored) return { done: true, message: "It is there." };
  const authority = authorities.find(({ directory }) => directory === begun.directory) ?? first;
  try {
    if (begun.url === null) {
      const method = await methodFor(ctx, begun, answering);
      if (method !== begun.method) return await by(method, scope, certificateId);
      return await placeInTurn(scope, certificateId, begun, allowed);
    }
    const account = await accountAt(ctx, authority);
    const order = await authority.readOrder(account, begun.url);
    const { method } = begun;
    const asked: Asked = { authority, account, order, method, answers: answering[method], done: answering.done };
    switch (order.status) {
      case "pending":
        return { done: false, ...(await prove(scope, asked)) };
      case "ready": {
        const key = createPrivateKey((await openOrderKey(ctx, { certificateId })).reveal());
        // What it has seen need not stay while it signs.
        await Promise.all([
          authority.finalize(account, order, signingRequest(key, createPublicKey(key), begun.names)),
          withdraw(ctx, asked),
        ]);
        return { done: false, waitSeconds: 0 };
      }
      case "processing":
        return lookAgain;
      case "valid":
        return await keep(ctx, certificateId, asked);
      case "invalid": {
        const { error: refusal, caaOf } = await refusalOf(asked);
        await withdraw(ctx, asked);
        await dropOrder(ctx, { certificateId, inVain: true });
        if (caaOf !== undefined) return await askNext(scope, certificateId, begun, { caaOf, allowed });
        if (begun.method === "dns-01" || !(await answering.haveZones(ctx, begun.names))) throw refusal;
        scope.log(refusal.message);
        return await by("dns-01", scope, certificateId);
      }
    }
  } catch (error) {
    if (error instanceof AcmeError && error.type === "accountDoesNotExist") await forgetAccount(ctx, authority);
    const explained = error instanceof AcmeError ? explain(error) : error;
    // What an authority has refused, or does not know any more, is never gone on with.
    if (explained !== error || (error instanceof DomainError && error.kind === "conflict"))
      await dropOrder(ctx, { certificateId });
    // Where there is nobody else to ask, it waits as long as it was told to.
    if (error instanceof AcmeError && error.type === "rateLimited" && allowed.length <= 1)
      return waitForAuthority(ctx, {
        certificateId,
        names: begun.names,
        seconds: error.retryAfterSeconds,
      });
    throw explained;
  }
}

/** Where a name's zone went elsewhere, its website answers again; a wildcard has no website. */
async function methodFor(
  ctx: Ctx,
  { names, method }: { names: readonly string[]; method: ChallengeMethod },
  answering: Answering,
): Promise<ChallengeMethod> {
  if (method === "http-01" || names.some((name) => name.startsWith("*."))) return method;
  return (await answering.haveZones(ctx, names)) ? method : "http-01";
}

/** The names are shown to be theirs in the other way from now on: the next order begins with that. */
async function by(method: ChallengeMethod, scope: StepScope, certificateId: Id<"certificate">): Promise<StepResult> {
  await changeMethod(scope.ctx, { certificateId, method });
  scope.log(method === "dns-01" ? "A record is set instead" : "The website answers instead");
  return { done: false, waitSeconds: 0 };
}

/** The first that takes the order has it. Where one says no to us or to the names, the next is asked at once. */
async function placeInTurn(
  { ctx, log }: StepScope,
  certificateId: Id<"certificate">,
  begun: Begun,
  all: readonly CertificateAuthority[],
): Promise<StepResult> {
  const at = Math.max(
    all.findIndex(({ directory }) => directory === begun.directory),
    0,
  );
  const inTurn = [...all.slice(at), ...all.slice(0, at)];
  for (const [index, authority] of inTurn.entries()) {
    const { host } = new URL(authority.directory);
    try {
      if (authority.directory !== begun.directory || index > 0)
        await beginOrder(ctx, { certificateId, directory: authority.directory });
      const { url } = await place(authority, await accountAt(ctx, authority), begun);
      await placeOrder(ctx, { certificateId, url });
      log(`${host} has the order for ${begun.names.join(", ")}`);
      return { done: false, waitSeconds: 0 };
    } catch (error) {
      const refused = error instanceof AcmeError && explain(error).kind === "conflict";
      if (!refused || index === inTurn.length - 1) throw error;
      log(`${host} says no: ${error.message}`);
    }
  }
  throw new Error("no authority was asked");
}

/**
 * An authority has seen CAA records that forbid it, and that we had not: the next one is asked, and after the last it is
 * waited until the records may be others.
 */
async function askNext(
  scope: StepScope,
  certificateId: Id<"certificate">,
  { directory, names }: Begun,
  { caaOf, allowed }: { caaOf: string; allowed: readonly CertificateAuthority[] },
): Promise<StepResult> {
  const { ctx, operation, log } = scope;
  const name = caaOf || (names[0] ?? "");
  log(`${new URL(directory).host} is not let by the CAA records of ${name}`);
  await dropOrder(ctx, { certificateId });
  const from = (operation.attempt - 1) % allowed.length;
  const inTurn = [...allowed.slice(from), ...allowed.slice(0, from)];
  const later = inTurn.slice(inTurn.findIndex((one) => one.directory === directory) + 1);
  const [next] = later;
  if (!next) return waitForRecords(ctx, { certificateId, name });
  return placeInTurn(scope, certificateId, await beginOrder(ctx, { certificateId, directory: next.directory }), later);
}

type Begun = Awaited<ReturnType<typeof beginOrder>>;

async function place(
  authority: CertificateAuthority,
  account: AcmeAccount,
  { names, chain }: { names: readonly string[]; chain: string | null },
): Promise<AcmeOrder> {
  try {
    return await authority.order(account, names, chain === null ? undefined : renewalIdOf(chain));
  } catch (error) {
    // Its predecessor is another authority's, or has a successor already: then it follows on nobody.
    const alone = error instanceof AcmeError && ["alreadyReplaced", "malformed"].includes(error.type);
    if (chain === null || !alone) throw error;
    return authority.order(account, names);
  }
}

/** The certificates as one PEM after the other, and nothing between them. */
const normalized = (pem: string): string =>
  (pem.match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g) ?? [])
    .map((one) => new X509Certificate(one).toString())
    .join("");

async function keep(ctx: Ctx, certificateId: Id<"certificate">, asked: Asked): Promise<StepResult> {
  const { authority, account, order } = asked;
  if (order.certificate === undefined) throw new Error("a valid order without a certificate");
  const chain = normalized(await authority.download(account, order.certificate));
  const leaf = new X509Certificate(chain);
  const key = createPrivateKey((await openOrderKey(ctx, { certificateId })).reveal());
  if (!leaf.checkPrivateKey(key)) throw new Error("the certificate is for another key");
  const [notBefore, notAfter] = [leaf.validFromDate, leaf.validToDate];
  const [times] = await Promise.all([
    renewalTimes(authority, chain, { notBefore, notAfter }, ctx.now()),
    withdraw(ctx, asked),
  ]);
  await store(ctx, { certificateId, chain, notBefore, notAfter, ...times });
  return { done: true, message: `Issued by ${issuerOf(chain)}, good until ${notAfter.toISOString().slice(0, 10)}.` };
}

/** When its successor is ordered, and when its authority is asked whether that is still right; never, where it says nothing. */
async function renewalTimes(authority: CertificateAuthority, chain: string, lifetime: Lifetime, now: Date) {
  const chance = Math.random();
  const usual = { renewAt: renewAtOf(lifetime, chance), askAt: null };
  try {
    const named = await authority.renewalInfo(renewalIdOf(chain));
    return named ? { renewAt: withinWindow(named, chance), askAt: secondsAfter(now, named.askAgainSeconds) } : usual;
  } catch {
    // It may know nothing of one that it has just issued: that is no reason to lose it.
    return { ...usual, askAt: secondsAfter(now, unansweredSeconds) };
  }
}

const passing = new Set(["accountDoesNotExist", "badNonce", "serverInternal", "rateLimited", "orderNotReady"]);

/** Limits and what an authority has forgotten pass; a no to these names does not. */
function explain(error: AcmeError): DomainError {
  const forgotten = error.status === 404 || (error.type === "malformed" && /not found|no order/i.test(error.message));
  const kind = passing.has(error.type) || forgotten ? "unavailable" : "conflict";
  const code = error.type === "rateLimited" ? "certificate.rate_limited" : "certificate.refused";
  const message = `The certificate authority says: ${error.message}`;
  return new DomainError(kind, code, message, { cause: error });
}
