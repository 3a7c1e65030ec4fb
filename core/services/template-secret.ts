import { randomBytes } from "node:crypto";
import { asc, eq } from "drizzle-orm";
import type { Keys } from "../kernel/data-key.ts";
import type { Tx } from "../kernel/db.ts";
import type { Id } from "../kernel/id.ts";
import { openAll, seal } from "../kernel/sealed.ts";
import { sealedAt } from "../kernel/sealed-column.ts";
import { Secret } from "../kernel/secret.ts";
import { templateSecret } from "./template-secret.sql.ts";

interface Owner {
  id: Id<"service">;
  accountId: Id<"account">;
}

const addressOf = ({ id, accountId }: Owner, name: string) =>
  sealedAt(templateSecret.value, `${id}/${name}`, { kind: "account", id: accountId });

/** Makes those of the named that the service does not have yet. Returns how many. Call it with the service locked. */
export async function makeTemplateSecrets(
  tx: Tx,
  keys: Keys,
  owner: Owner,
  names: readonly string[],
  createdAt: Date,
): Promise<number> {
  const mine = eq(templateSecret.serviceId, owner.id);
  const rows = await tx.select({ name: templateSecret.name }).from(templateSecret).where(mine);
  const missing = names.filter((name) => rows.every((row) => row.name !== name));
  for (const name of missing) {
    const value = await seal(keys, addressOf(owner, name), new Secret(randomBytes(32).toString("base64url")));
    const { id: serviceId, accountId } = owner;
    await tx.insert(templateSecret).values({ serviceId, accountId, name, value, createdAt });
  }
  return missing.length;
}

/** By name. */
export async function openTemplateSecrets(
  tx: Tx,
  keys: Keys,
  owner: Owner,
): Promise<Readonly<Record<string, Secret<string>>>> {
  const mine = eq(templateSecret.serviceId, owner.id);
  const rows = await tx.select().from(templateSecret).where(mine).orderBy(asc(templateSecret.name));
  const opened = await openAll(
    keys,
    rows.map(({ name, value }) => ({ address: addressOf(owner, name), sealed: value })),
  );
  return Object.fromEntries(opened.map((secret, at) => [rows[at]?.name ?? "", secret]));
}
