import { z } from "zod";
import { Id } from "../kernel/id.ts";
import { query } from "../kernel/operation.ts";
import { zoneFor } from "./new-zone.ts";

/** The zone on our name servers that a name of an account is in: there records are ours to set. Null: it is elsewhere. */
export const ownZone = query({
  name: "zone.own",
  input: z.object({ accountId: Id("account"), name: z.string() }),
  allow: { system: true },
  async run({ tx }, { accountId, name }) {
    const found = await zoneFor(tx, accountId, name);
    return found?.hosted === "rookery" ? found.name : null;
  },
});
