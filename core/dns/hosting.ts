import { z } from "zod";
import * as Domains from "../domains/index.ts";
import { Id } from "../kernel/id.ts";
import { command } from "../kernel/operation.ts";
import { demandWholeAccount } from "./change.ts";
import { ensureZone, isZoneTaken } from "./new-zone.ts";
import { hostings, mayManage } from "./zone.state.ts";
import { shownZone } from "./zone.ts";

/** Gives a proven domain a zone: on our name servers, or one that says what has to be set at those of others. */
export const create = command({
  name: "zone.create",
  input: z.object({ domainId: Id("domain"), hosted: z.enum(hostings) }),
  allow: mayManage,
  async run(scope, { domainId, hosted }) {
    demandWholeAccount(scope.ctx.actor);
    const domain = await Domains.provenDomain(scope.tx, domainId);
    const { zone: row, events } = await ensureZone(scope, domain, hosted);
    return {
      value: await shownZone(scope, row),
      audit: { target: row.id, accountId: row.accountId, after: { name: row.name } },
      events,
    };
  },
});

/** A name that was registered is on our name servers: there it has a zone from the beginning. */
export const hostRegistered = command({
  name: "zone.host_registered",
  input: z.object({ domainId: Id("domain") }),
  allow: { system: true },
  async run(scope, { domainId }) {
    const domain = await Domains.domainById(scope.tx, domainId);
    const unchanged = { value: null, audit: "unchanged", events: [] } as const;
    if (domain.state !== "active" || (await isZoneTaken(scope.tx, domain))) return unchanged;
    const { zone: row, events } = await ensureZone(scope, domain, "rookery");
    return { value: null, audit: { target: row.id, accountId: row.accountId, after: { name: row.name } }, events };
  },
});
