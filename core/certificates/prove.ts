import { DomainError } from "../kernel/errors.ts";
import type { StepScope } from "../kernel/long-operation/plan.ts";
import type { Ctx } from "../kernel/operation.ts";
import { keyAuthorization } from "./acme/json-signature.ts";
import type { ChallengeMethod } from "./certificate.state.ts";
import type { AcmeAccount, AcmeAuthorization, AcmeChallenge, AcmeOrder, CertificateAuthority } from "./ports.ts";

/** Where answers to challenges are put. Both converge when they are repeated. */
export interface ChallengeAnswers {
  /** `false`: it is on its way and not there yet. */
  put(scope: StepScope, name: string, token: string, answer: string): Promise<boolean>;
  remove(ctx: Ctx, name: string, token: string, answer: string): Promise<void>;
}

export interface Answering extends Readonly<Record<ChallengeMethod, ChallengeAnswers>> {
  /** Whether we set the records of all these names, so that no website has to answer. */
  haveZones(ctx: Ctx, names: readonly string[]): Promise<boolean>;
  /** What was done since somebody began to look at an order in one go, and need not be done again then. */
  done: Done;
}

export interface Done {
  /** Authorizations of which the authority has been told: it looks by itself, and hears of each once. */
  told: Set<string>;
  withdrawn: boolean;
}

export interface Asked {
  authority: CertificateAuthority;
  account: AcmeAccount;
  order: AcmeOrder;
  method: ChallengeMethod;
  answers: ChallengeAnswers;
  done: Done;
}

const answerSeconds = 5;
const lookSeconds = 1;

/** Puts up what the order waits for, and says so. Returns when to look at the order again. */
export async function prove(
  scope: StepScope,
  { authority, account, order, method, answers, done }: Asked,
): Promise<{ waitSeconds: number }> {
  for (const url of order.authorizations) {
    if (done.told.has(url)) continue;
    const authorization = await authority.readAuthorization(account, url);
    if (authorization.status !== "pending") continue;
    const challenge = challengeOf(authorization, method);
    if (challenge.status !== "pending") continue;
    const { name } = authorization;
    const there = await answers.put(scope, name, challenge.token, keyAuthorization(challenge.token, account.key));
    if (!there) return { waitSeconds: answerSeconds };
    await authority.answerChallenge(account, challenge.url);
    done.told.add(url);
    scope.log(`${name} has the answer, and is looked at`);
  }
  return { waitSeconds: lookSeconds };
}

function challengeOf({ name, challenges }: AcmeAuthorization, method: ChallengeMethod): AcmeChallenge {
  const found = challenges.find(({ type }) => type === method);
  if (found) return found;
  const message = `The certificate authority does not take ${method} for ${name}.`;
  throw new DomainError("conflict", "certificate.method_refused", message);
}

/** What the authority has seen need not stay. */
export async function withdraw(ctx: Ctx, { authority, account, order, method, answers, done }: Asked): Promise<void> {
  if (done.withdrawn) return;
  for (const url of order.authorizations) {
    const { name, challenges } = await authority.readAuthorization(account, url);
    const challenge = challenges.find(({ type }) => type === method);
    if (challenge) await answers.remove(ctx, name, challenge.token, keyAuthorization(challenge.token, account.key));
  }
  done.withdrawn = true;
}

/** What an authority found wrong; `caaOf` is a name whose CAA records forbid it by its own account; empty: it does not say which. */
export interface OrderRefusal {
  error: DomainError;
  caaOf?: string;
}

/** The one thing that the authority found wrong, and at which name. */
export async function refusalOf({ authority, account, order }: Asked): Promise<OrderRefusal> {
  for (const url of order.authorizations) {
    const { name, wildcard, challenges } = await authority.readAuthorization(account, url);
    const problem = challenges.find((challenge) => challenge.error)?.error;
    if (problem) {
      const message = `The certificate authority looked at ${name} and did not find the answer: ${problem.detail}`;
      const error = new DomainError("conflict", "certificate.not_proven", message);
      return { error, ...(problem.type === "caa" && { caaOf: wildcard ? `*.${name}` : name }) };
    }
  }
  const { type, detail = "The order was refused." } = order.error ?? {};
  return { error: new DomainError("conflict", "certificate.refused", detail), ...(type === "caa" && { caaOf: "" }) };
}
