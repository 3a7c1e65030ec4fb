import { query, revalidate } from "@solidjs/router";
import { call, type Output } from "./api.ts";

export type Domain = Output<"GET /domains/{domainId}">;
export type DomainState = Domain["state"];

export const getDomains = query(
  (filter: { search?: string; state?: DomainState; expiresWithinDays?: number; cursor?: string }) =>
    call("GET /domains", { limit: 25, ...filter }),
  "domains",
);
export const getDomain = query((domainId: string) => call("GET /domains/{domainId}", { domainId }), "domain");

const settled = async <Value>(change: Promise<Value>): Promise<Value> => {
  const value = await change;
  await revalidate([getDomains.key, getDomain.key, "operations"]);
  return value;
};

/** A name that is held elsewhere. */
export const addDomain = (idempotencyKey: string, name: string) =>
  settled(call("POST /domains", { name }, { idempotencyKey }));

/** Looks for the record that shows whose it is. */
export const proveDomain = (idempotencyKey: string, domainId: string) =>
  settled(call("POST /domains/{domainId}/proof", { domainId }, { idempotencyKey }));

/** Only of names that are held elsewhere: they stay registered there. */
export const removeDomain = (idempotencyKey: string, domainId: string) =>
  settled(call("DELETE /domains/{domainId}", { domainId }, { idempotencyKey }));
