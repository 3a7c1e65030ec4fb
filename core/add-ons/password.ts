import { randomBytes } from "node:crypto";
import { and, asc, eq, isNull } from "drizzle-orm";
import type { Keys } from "../kernel/data-key.ts";
import type { Tx } from "../kernel/db.ts";
import type { Id } from "../kernel/id.ts";
import { openAll, seal } from "../kernel/sealed.ts";
import { sealedAt } from "../kernel/sealed-column.ts";
import { Secret } from "../kernel/secret.ts";
import { addOn } from "./add-on.sql.ts";

const addressOf = ({ id, accountId }: { id: Id<"addOn">; accountId: Id<"account"> }) =>
  sealedAt(addOn.password, id, { kind: "account", id: accountId });

/** Makes the passwords that a service's add-ons do not have yet. Returns how many. Call it with the service locked. */
export async function makePasswords(tx: Tx, keys: Keys, serviceId: Id<"service">): Promise<number> {
  const without = await tx
    .select({ id: addOn.id, accountId: addOn.accountId })
    .from(addOn)
    .where(and(eq(addOn.serviceId, serviceId), isNull(addOn.password)));
  for (const row of without) {
    const password = await seal(keys, addressOf(row), new Secret(randomBytes(24).toString("base64url")));
    await tx.update(addOn).set({ password }).where(eq(addOn.id, row.id));
  }
  return without.length;
}

/** By the add-on's name. */
export async function openPasswords(
  tx: Tx,
  keys: Keys,
  serviceId: Id<"service">,
): Promise<ReadonlyMap<string, Secret<string>>> {
  const rows = await tx.select().from(addOn).where(eq(addOn.serviceId, serviceId)).orderBy(asc(addOn.id));
  const known = rows.flatMap((row) => (row.password === null ? [] : [{ ...row, password: row.password }]));
  const opened = await openAll(
    keys,
    known.map((row) => ({ address: addressOf(row), sealed: row.password })),
  );
  return new Map(opened.map((password, at) => [known[at]?.template ?? "", password]));
}
