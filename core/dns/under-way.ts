import { and, eq } from "drizzle-orm";
import { z } from "zod";
import { Id } from "../kernel/id.ts";
import { query } from "../kernel/operation.ts";
import { zoneFor } from "./new-zone.ts";
import { zoneChange } from "./zone.sql.ts";

/** Whether changes of our own zone that a name is in are still on their way to its name servers. */
export const isUnderWay = query({
  name: "zone.is_under_way",
  input: z.object({ accountId: Id("account"), name: z.string() }),
  allow: { system: true },
  async run({ tx }, { accountId, name }) {
    const found = await zoneFor(tx, accountId, name);
    if (found?.hosted !== "rookery") return false;
    const pending = and(eq(zoneChange.zoneId, found.id), eq(zoneChange.state, "pending"));
    return (await tx.$count(zoneChange, pending)) > 0;
  },
});
