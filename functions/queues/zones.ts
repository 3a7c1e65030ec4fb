import * as Dns from "#core/dns/index.ts";
import * as Domains from "#core/domains/index.ts";
import { Id } from "#core/kernel/id.ts";
import { functions } from "../manifest.ts";
import { depsFrom } from "../runtime/deps.ts";
import { authoritativeDns, keys, registrar, zoneDesk } from "../runtime/ports.ts";
import { consumer } from "./consumer.ts";

const deps = await depsFrom(process.env, functions.zones.needs, (config, runtime) => ({
  ...authoritativeDns(config),
  ...keys(config, runtime),
  ...registrar(config, runtime),
  ...zoneDesk(config, runtime),
}));

/** What AutoDNS is asked for: zones that are to follow, names that are to be registered, and what it has to tell. */
export const handler = consumer(deps, "zones", async (ctx, { type, subject }) => {
  if (type === "registrar_job.due") await Domains.advanceJob(ctx, Id("registrarJob").parse(subject));
  else if (type === "registrar.poll_due") await Domains.pollMessages(ctx);
  else if (type === "domain.registered") await Dns.hostRegistered(ctx, { domainId: Id("domain").parse(subject) });
  else await Dns.converge(ctx, { zoneId: Id("zone").parse(subject) });
});
