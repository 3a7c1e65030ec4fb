import { z } from "zod";
import * as Domains from "../domains/index.ts";
import { Id } from "../kernel/id.ts";
import { command } from "../kernel/operation.ts";
import { demandWholeAccount } from "./change.ts";
import { ensureZone } from "./new-zone.ts";
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
