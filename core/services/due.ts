import { and, asc, eq, lte, notExists } from "drizzle-orm";
import { z } from "zod";
import { operation } from "../kernel/long-operation/long-operation.sql.ts";
import { query } from "../kernel/operation.ts";
import { removePlan } from "./plans.ts";
import { service } from "./service.sql.ts";

/** Services whose grace period is over and whose removal nobody has begun. */
export const due = query({
  name: "service.due",
  input: z.object({}),
  allow: { system: true },
  async run({ tx, ctx }) {
    const removal = tx
      .select({ id: operation.id })
      .from(operation)
      .where(and(eq(operation.subject, service.id), eq(operation.kind, removePlan.kind)));
    const rows = await tx
      .select({ id: service.id })
      .from(service)
      .where(and(eq(service.state, "terminating"), lte(service.terminatesAt, ctx.now()), notExists(removal)))
      .orderBy(asc(service.terminatesAt))
      .limit(100);
    return rows.map(({ id }) => id);
  },
});
