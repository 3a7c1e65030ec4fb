import { and, eq, notInArray } from "drizzle-orm";
import type { Keys } from "../kernel/data-key.ts";
import type { Tx } from "../kernel/db.ts";
import { type Id, newId } from "../kernel/id.ts";
import type { Scope } from "../kernel/operation.ts";
import "../kernel/ports.ts";
import { openAll, seal } from "../kernel/sealed.ts";
import { sealedAt } from "../kernel/sealed-column.ts";
import { Secret } from "../kernel/secret.ts";
import * as Releases from "../releases/index.ts";
import type { ServiceRow } from "../services/index.ts";
import { secretVariable } from "./secret-variable.sql.ts";

type Row = Pick<typeof secretVariable.$inferSelect, "id" | "accountId">;

const valueAt = ({ id, accountId }: Row) => sealedAt(secretVariable.value, id, { kind: "account", id: accountId });

/** Seals a value for good. Nobody but what starts the app reads it again. */
export async function sealVariable(
  { tx, ctx }: Scope,
  { id: serviceId, accountId }: Pick<ServiceRow, "id" | "accountId">,
  name: string,
  value: string,
): Promise<Id<"secretVariable">> {
  const row = { id: newId("secretVariable"), accountId };
  const sealed = await seal(ctx.ports.keys.in(tx), valueAt(row), new Secret(value));
  await tx.insert(secretVariable).values({ ...row, serviceId, name, value: sealed, createdAt: ctx.now() });
  return row.id;
}

/** All of a service, by what releases call them. For what starts apps. */
export async function openVariables(
  tx: Tx,
  keys: Keys,
  serviceId: Id<"service">,
): Promise<ReadonlyMap<string, Secret<string>>> {
  const rows = await tx.select().from(secretVariable).where(eq(secretVariable.serviceId, serviceId));
  const opened = await openAll(
    keys,
    rows.map((row) => ({ address: valueAt(row), sealed: row.value })),
  );
  return new Map(rows.flatMap(({ id }, at) => (opened[at] ? [[id, opened[at]]] : [])));
}

/** Those of a service that no release can run with any more go for good. */
export async function forgetSurplus(tx: Tx, serviceId: Id<"service">): Promise<void> {
  const needed = await Releases.secretsNeeded(tx, serviceId);
  const mine = eq(secretVariable.serviceId, serviceId);
  await tx.delete(secretVariable).where(needed.length === 0 ? mine : and(mine, notInArray(secretVariable.id, needed)));
}
