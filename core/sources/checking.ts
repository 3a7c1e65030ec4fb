import { z } from "zod";
import { notFound } from "../kernel/errors.ts";
import { Id } from "../kernel/id.ts";
import { providerQuery } from "../kernel/operation.ts";
import * as Services from "../services/index.ts";
import { demandFitting, knownKeyOf } from "./opening.ts";
import type { SourceCheck, TypedSource } from "./ports.ts";
import { Branch, GitUrl, HostKey, Token } from "./repository-input.ts";
import { mayConnect, mayOrderFrom } from "./source.state.ts";
import { maybeOf } from "./source.ts";

/**
 * Has the node of a service look at a repository that is about to be connected, or at the one that is: what is not typed is as it is
 * kept for this address. Nothing is fetched, and nothing is changed.
 */
export const check = providerQuery({
  name: "source.check",
  input: z.object({
    serviceId: Id("service"),
    url: GitUrl,
    branch: Branch,
    hostKey: HostKey.optional(),
    token: Token.optional(),
  }),
  allow: mayConnect,
  async intend({ tx }, { serviceId, url, branch, hostKey, token }): Promise<TypedSource> {
    const { accountId } = await Services.read(tx, serviceId);
    const kept = await maybeOf(tx, serviceId);
    demandFitting(url, { hostKey, token });
    const isKept = kept?.url === url.url;
    const known = hostKey ?? (isKept || url.scheme === "https" ? undefined : knownKeyOf(url, undefined));
    return { accountId, serviceId, url: url.url, branch, hostKey: known, token };
  },
  perform: ({ sourceChecks }, typed): Promise<SourceCheck> => sourceChecks.checkSource(typed),
});

/** The same before a website is ordered, from the node that it would most likely come to. Nothing is opened with anything. */
export const checkOrdered = providerQuery({
  name: "source.check_ordered",
  input: z.object({ url: GitUrl, branch: Branch, hostKey: HostKey.optional() }),
  allow: mayOrderFrom,
  async intend({ ctx }, { url, branch, hostKey }): Promise<TypedSource> {
    if (!("accountId" in ctx.actor)) throw notFound("account");
    demandFitting(url, { hostKey });
    const known = url.scheme === "https" ? undefined : knownKeyOf(url, hostKey);
    return { accountId: ctx.actor.accountId, url: url.url, branch, hostKey: known };
  },
  perform: ({ sourceChecks }, typed): Promise<SourceCheck> => sourceChecks.checkSource(typed),
});
