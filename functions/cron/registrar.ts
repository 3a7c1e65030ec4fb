import * as Dns from "#core/dns/index.ts";
import * as Domains from "#core/domains/index.ts";
import { functions } from "../manifest.ts";
import { depsFrom } from "../runtime/deps.ts";
import { authoritativeDns, keys, registrar } from "../runtime/ports.ts";
import { job } from "./job.ts";

const deps = await depsFrom(process.env, functions.registrar.needs, (config, runtime) => ({
  ...keys(config, runtime),
  ...registrar(config, runtime),
  ...authoritativeDns(config),
}));

/** What there is to do with the registrar each minute. */
export const handler = job(deps, "registrar", async (ctx) => ({
  messages: await Domains.pollMessages(ctx),
  asked: await Domains.sweepJobs(ctx),
  lookedAt: await Domains.lookAtDomains(ctx),
  contacts: await Domains.lookAtContacts(ctx),
  reminded: await Domains.remindOwners(ctx),
  zones: await Dns.sweepZones(ctx),
  leading: await Dns.sweepDangling(ctx),
  endings: await Domains.keepPricesFresh(ctx),
}));
