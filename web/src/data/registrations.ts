import { query, revalidate } from "@solidjs/router";
import type { TransferAnswer } from "#core/domains/domain.state.ts";
import { call, type Output } from "./api.ts";
import { getDomain, getDomains } from "./domains.ts";

export type Registration = Output<"GET /domains/{domainId}/registration">;
export type RegistrarJob = NonNullable<Registration["job"]>;

/** What a name that is registered with us is with the registry. */
export const getRegistration = query(
  (domainId: string) => call("GET /domains/{domainId}/registration", { domainId }),
  "registration",
);

/** What the registry has done with one is seen at the domain itself. */
export const lookAtDomains = () => revalidate([getDomains.key, getDomain.key]);

const settled = async <Value>(change: Promise<Value>): Promise<Value> => {
  const value = await change;
  await revalidate([getDomains.key, getDomain.key, getRegistration.key]);
  return value;
};

export const setAutoRenew = (idempotencyKey: string, domainId: string, autoRenew: boolean) =>
  settled(call("POST /domains/{domainId}/auto-renew", { domainId, autoRenew }, { idempotencyKey }));
export const setLock = (idempotencyKey: string, domainId: string, locked: boolean) =>
  settled(call("POST /domains/{domainId}/lock", { domainId, locked }, { idempotencyKey }));
export const setPrivacy = (idempotencyKey: string, domainId: string, privacy: boolean) =>
  settled(call("POST /domains/{domainId}/privacy", { domainId, privacy }, { idempotencyKey }));
/** Both holders have agreed. The registry is asked, and changes it in its time. */
export const setOwner = (idempotencyKey: string, domainId: string, contactId: string) =>
  settled(call("POST /domains/{domainId}/owner", { domainId, contactId, holdersAgree: true }, { idempotencyKey }));
export const setDnssec = (idempotencyKey: string, domainId: string, dnssec: boolean) =>
  settled(call("POST /domains/{domainId}/dnssec", { domainId, dnssec }, { idempotencyKey }));
/** None: those of ours. */
export const setNameServers = (idempotencyKey: string, domainId: string, nameServers: string[]) =>
  settled(call("POST /domains/{domainId}/name-servers", { domainId, nameServers }, { idempotencyKey }));
/** To the registrar that asks for it. */
export const answerTransferOut = (idempotencyKey: string, domainId: string, answer: TransferAnswer) =>
  settled(call("POST /domains/{domainId}/transfer-out", { domainId, answer }, { idempotencyKey }));
export const revealAuthCode = (idempotencyKey: string, domainId: string) =>
  call("POST /domains/{domainId}/auth-code", { domainId }, { idempotencyKey });
