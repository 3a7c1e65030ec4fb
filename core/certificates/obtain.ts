import { createPrivateKey, createPublicKey, X509Certificate } from "node:crypto";
import { DomainError } from "../kernel/errors.ts";
import type { Id } from "../kernel/id.ts";
import type { StepResult, StepScope } from "../kernel/long-operation/plan.ts";
import type { Ctx } from "../kernel/operation.ts";
import { AcmeError } from "./acme/acme-error.ts";
import { keyAuthorization } from "./acme/json-signature.ts";
import { renewalIdOf } from "./acme/renewal-id.ts";
import { signingRequest } from "./acme/signing-request.ts";
import { accountAt, forgetAccount } from "./acme-account.ts";
import type { ChallengeMethod } from "./certificate.state.ts";
import { beginOrder, dropOrder, openOrderKey, placeOrder, store } from "./order.ts";
import type { AcmeAccount, AcmeAuthorization, AcmeChallenge, AcmeOrder, CertificateAuthority } from "./ports.ts";
import { renewAtOf, withinWindow } from "./renewal.state.ts";

/** Where answers to challenges are put. Both converge when they are repeated. */
export interface ChallengeAnswers {
  /** `false`: it is on its way and not there yet. */
  put(scope: StepScope, name: string, token: string, answer: string): Promise<boolean>;
  remove(ctx: Ctx, name: string, token: string, answer: string): Promise<void>;
}

const lookAgain: StepResult = { done: false, waitSeconds: 1 };
const answerSeconds = 5;

/**
 * One look at the order of a certificate, and what is to be done next: whatever was begun and broken off is gone on with.
 * Done, the certificate is stored. A failed attempt is followed by the next authority's.
 */
export async function obtain(
  scope: StepScope,
  certificateId: Id<"certificate">,
  answers: ChallengeAnswers,
): Promise<StepResult> {
  const { ctx, operation } = scope;
  const authorities = ctx.ports.certificateAuthorities;
  const first = authorities[(operation.attempt - 1) % authorities.length];
  if (!first) throw new DomainError("conflict", "certificate.no_authority", "Certificates cannot be had here.");
  const begun = await beginOrder(ctx, { certificateId, directory: first.directory });
  if (begun.stored) return { done: true, message: "It is there." };
  const authority = authorities.find(({ directory }) => directory === begun.directory) ?? first;
  try {
    const account = await accountAt(ctx, authority);
    if (begun.url === null) {
      const { url } = await place(authority, account, begun);
      await placeOrder(ctx, { certificateId, url });
      scope.log(`${new URL(authority.directory).host} has the order for ${begun.names.join(", ")}`);
      return { done: false, waitSeconds: 0 };
    }
    const order = await authority.readOrder(account, begun.url);
    const asked: Asked = { authority, account, order, method: begun.method, answers };
    switch (order.status) {
      case "pending":
        return await prove(scope, asked);
      case "ready": {
        const key = createPrivateKey((await openOrderKey(ctx, { certificateId })).reveal());
        await authority.finalize(account, order, signingRequest(key, createPublicKey(key), begun.names));
        return lookAgain;
      }
      case "processing":
        return lookAgain;
      case "valid":
        return await keep(ctx, certificateId, asked);
      case "invalid":
        throw await refusalOf(asked);
    }
  } catch (error) {
    if (error instanceof AcmeError && error.type === "accountDoesNotExist") await forgetAccount(ctx, authority);
    const explained = error instanceof AcmeError ? explain(error) : error;
    // What an authority has refused, or does not know any more, is never gone on with.
    if (explained !== error || (error instanceof DomainError && error.kind === "conflict"))
      await dropOrder(ctx, { certificateId });
    throw explained;
  }
}

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

interface Asked {
  authority: CertificateAuthority;
  account: AcmeAccount;
  order: AcmeOrder;
  method: ChallengeMethod;
  answers: ChallengeAnswers;
}

async function prove(scope: StepScope, { authority, account, order, method, answers }: Asked): Promise<StepResult> {
  for (const url of order.authorizations) {
    const authorization = await authority.readAuthorization(account, url);
    if (authorization.status !== "pending") continue;
    const challenge = challengeOf(authorization, method);
    if (challenge.status !== "pending") continue;
    const { name } = authorization;
    const there = await answers.put(scope, name, challenge.token, keyAuthorization(challenge.token, account.key));
    if (!there) return { done: false, waitSeconds: answerSeconds };
    await authority.answerChallenge(account, challenge.url);
    scope.log(`${name} has the answer, and is looked at`);
  }
  return lookAgain;
}

function challengeOf({ name, challenges }: AcmeAuthorization, method: ChallengeMethod): AcmeChallenge {
  const found = challenges.find(({ type }) => type === method);
  if (found) return found;
  const message = `The certificate authority does not take ${method} for ${name}.`;
  throw new DomainError("conflict", "certificate.method_refused", message);
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
  await withdraw(ctx, asked);
  const named = await authority.renewalInfo(renewalIdOf(chain));
  const chance = Math.random();
  const renewAt = named ? withinWindow(named, chance) : renewAtOf({ notBefore, notAfter }, chance);
  await store(ctx, { certificateId, chain, notBefore, notAfter, renewAt });
  return { done: true, message: `Issued by ${issuerOf(leaf)}, good until ${notAfter.toISOString().slice(0, 10)}.` };
}

const issuerOf = ({ issuer }: X509Certificate): string => /^(?:O|CN)=(.+)$/m.exec(issuer)?.[1] ?? "the authority";

/** What the authority has seen need not stay. */
async function withdraw(ctx: Ctx, { authority, account, order, method, answers }: Asked): Promise<void> {
  for (const url of order.authorizations) {
    const { name, challenges } = await authority.readAuthorization(account, url);
    const challenge = challenges.find(({ type }) => type === method);
    if (challenge) await answers.remove(ctx, name, challenge.token, keyAuthorization(challenge.token, account.key));
  }
}

/** The one thing that the authority found wrong, and at which name. */
async function refusalOf({ authority, account, order }: Asked): Promise<DomainError> {
  for (const url of order.authorizations) {
    const { name, challenges } = await authority.readAuthorization(account, url);
    const error = challenges.find((challenge) => challenge.error)?.error;
    if (error) {
      const message = `The certificate authority looked at ${name} and did not find the answer: ${error.detail}`;
      return new DomainError("conflict", "certificate.not_proven", message);
    }
  }
  return new DomainError("conflict", "certificate.refused", order.error?.detail ?? "The order was refused.");
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
