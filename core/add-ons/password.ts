import { randomBytes } from "node:crypto";
import { and, asc, eq, isNotNull, isNull } from "drizzle-orm";
import type { Keys } from "../kernel/data-key.ts";
import type { Tx } from "../kernel/db.ts";
import type { Id } from "../kernel/id.ts";
import { open, openAll, type Sealed, seal } from "../kernel/sealed.ts";
import { sealedAt } from "../kernel/sealed-column.ts";
import { Secret } from "../kernel/secret.ts";
import { addOn } from "./add-on.sql.ts";

interface Owner {
  id: Id<"addOn">;
  accountId: Id<"account">;
}
const at = (column: "password" | "nextPassword", { id, accountId }: Owner) =>
  sealedAt(addOn[column], id, { kind: "account", id: accountId });

const newPassword = () => new Secret(randomBytes(24).toString("base64url"));

/** Makes the passwords that a service's add-ons do not have yet. Returns how many. Call it with the service locked. */
export async function makePasswords(tx: Tx, keys: Keys, serviceId: Id<"service">): Promise<number> {
  const without = await tx
    .select({ id: addOn.id, accountId: addOn.accountId })
    .from(addOn)
    .where(and(eq(addOn.serviceId, serviceId), isNull(addOn.password)));
  for (const row of without) {
    const password = await seal(keys, at("password", row), newPassword());
    await tx.update(addOn).set({ password }).where(eq(addOn.id, row.id));
  }
  return without.length;
}

/** A password to come, in the place of one that is known. */
export async function sealNextPassword(keys: Keys, row: Owner): Promise<Sealed> {
  return seal(keys, at("nextPassword", row), newPassword());
}

/** What is to come counts from now on: a release that knows it is live. */
export async function adoptPasswords(tx: Tx, keys: Keys, serviceId: Id<"service">): Promise<void> {
  const rows = await tx
    .select()
    .from(addOn)
    .where(and(eq(addOn.serviceId, serviceId), isNotNull(addOn.nextPassword)));
  for (const row of rows) {
    if (row.nextPassword === null) continue;
    const next = await open(keys, at("nextPassword", row), row.nextPassword);
    const password = await seal(keys, at("password", row), next);
    await tx.update(addOn).set({ password, nextPassword: null, renewingAt: null }).where(eq(addOn.id, row.id));
  }
}

/** Of one add-on; undefined before it was first started. */
export async function openPassword(tx: Tx, keys: Keys, id: Id<"addOn">): Promise<Secret<string> | undefined> {
  const [row] = await tx
    .select({ id: addOn.id, accountId: addOn.accountId, password: addOn.password })
    .from(addOn)
    .where(eq(addOn.id, id));
  return row?.password ? open(keys, at("password", row), row.password) : undefined;
}

/** By the add-on's name. `next`: where another password is on its way, that one. */
export async function openPasswords(
  tx: Tx,
  keys: Keys,
  serviceId: Id<"service">,
  { next }: { next: boolean },
): Promise<ReadonlyMap<string, Secret<string>>> {
  const rows = await tx.select().from(addOn).where(eq(addOn.serviceId, serviceId)).orderBy(asc(addOn.id));
  const known = rows.flatMap((row) => {
    const column = next && row.nextPassword !== null ? "nextPassword" : "password";
    const sealed = row[column];
    return sealed === null ? [] : [{ template: row.template, address: at(column, row), sealed }];
  });
  const opened = await openAll(keys, known);
  return new Map(opened.map((password, nth) => [known[nth]?.template ?? "", password]));
}
