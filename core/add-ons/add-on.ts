import { and, asc, eq, isNull } from "drizzle-orm";
import { z } from "zod";
import * as Hosting from "../hosting/index.ts";
import type { Tx } from "../kernel/db.ts";
import { Id, newId } from "../kernel/id.ts";
import { command } from "../kernel/operation.ts";
import { only } from "../kernel/rows.ts";
import type { ServiceRow } from "../services/index.ts";
import { addOn } from "./add-on.sql.ts";
import { memoryOfEach } from "./memory.ts";

/** All but the passwords, which `openPasswords` gives. */
export const columns = {
  id: addOn.id,
  accountId: addOn.accountId,
  serviceId: addOn.serviceId,
  template: addOn.template,
  parameters: addOn.parameters,
  memoryMb: addOn.memoryMb,
  createdAt: addOn.createdAt,
  startedAt: addOn.startedAt,
  renewingAt: addOn.renewingAt,
  removingAt: addOn.removingAt,
};
export type AddOnRow = Omit<typeof addOn.$inferSelect, "password" | "nextPassword">;

export const ofService = (tx: Tx, serviceId: Id<"service">): Promise<AddOnRow[]> =>
  tx.select(columns).from(addOn).where(eq(addOn.serviceId, serviceId)).orderBy(asc(addOn.id));

export async function insert(
  tx: Tx,
  { id: serviceId, accountId }: Pick<ServiceRow, "id" | "accountId">,
  row: Pick<AddOnRow, "template" | "parameters" | "memoryMb" | "createdAt">,
): Promise<AddOnRow> {
  const values = { id: newId("addOn"), accountId, serviceId, ...row };
  return only(await tx.insert(addOn).values(values).returning(columns));
}

/** Gives a service that was just made what its app does not run without. */
export async function addRequired(tx: Tx, service: ServiceRow): Promise<void> {
  const app = Hosting.appTemplate(service.template);
  const memory = memoryOfEach(app, service.memoryMb);
  for (const name of app.addOns) {
    const parameters = Hosting.addOnTemplate(name).parameters.parse({});
    const memoryMb = memory.get(name);
    if (memoryMb === undefined) throw new Error(`${service.id} has no room for ${name}`);
    await insert(tx, service, { template: name, parameters, memoryMb, createdAt: service.createdAt });
  }
}

/** It has been healthy once: from now on a deploy leaves it alone. */
export const noteStarted = command({
  name: "database.note_started",
  input: z.object({ addOnId: Id("addOn") }),
  allow: { system: true },
  async run({ tx, ctx }, { addOnId }) {
    const row = only(await tx.select(columns).from(addOn).where(eq(addOn.id, addOnId)).for("update"));
    if (row.startedAt !== null) return { value: null, audit: "unchanged", events: [] };
    await tx.update(addOn).set({ startedAt: ctx.now() }).where(eq(addOn.id, addOnId));
    const audit = { target: row.serviceId, accountId: row.accountId, after: { database: row.template } };
    return { value: null, audit, events: [] };
  },
});

/** Its containers and data are gone from the node. */
export const noteRemoved = command({
  name: "database.note_removed",
  input: z.object({ addOnId: Id("addOn") }),
  allow: { system: true },
  async run({ tx }, { addOnId }) {
    const [row] = await tx.delete(addOn).where(eq(addOn.id, addOnId)).returning(columns);
    if (!row) return { value: null, audit: "unchanged", events: [] };
    const audit = { target: row.serviceId, accountId: row.accountId, before: { database: row.template } };
    return { value: null, audit, events: [] };
  },
});

/**
 * The release that a change of databases waited for did not become live: what was to go stays, with the password that it has, and
 * what never ran is forgotten.
 */
export async function takeBackChanges(tx: Tx, serviceId: Id<"service">): Promise<void> {
  const mine = eq(addOn.serviceId, serviceId);
  await tx.delete(addOn).where(and(mine, isNull(addOn.startedAt)));
  await tx.update(addOn).set({ nextPassword: null, renewingAt: null, removingAt: null }).where(mine);
}
