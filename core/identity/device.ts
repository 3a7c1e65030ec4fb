import { and, count, desc, eq, gt, inArray } from "drizzle-orm";
import type { Tx } from "../kernel/db.ts";
import { type Id, newId } from "../kernel/id.ts";
import type { DomainEvent, Scope } from "../kernel/operation.ts";
import type { Secret } from "../kernel/secret.ts";
import { device } from "./device.sql.ts";
import { person } from "./person.sql.ts";
import { digestOf, newToken } from "./token.ts";
import { type UserAgent, userAgentOf } from "./user-agent.ts";

const devicesMax = 20;
/** Programs sign in without keeping cookies: each time from a device nobody knows. */
const mailsPerDay = 5;

export interface Recognised {
  /** For the browser to keep. */
  token: Secret<string>;
  events: DomainEvent[];
}

/** Notes which browser a person signs in on. Of one that is new to them they are told, unless it is their first. */
export async function recognise({ tx, ctx }: Scope, personId: Id<"person">): Promise<Recognised> {
  const now = ctx.now();
  const offered = ctx.client?.device;
  const tokenHash = offered && digestOf(offered);
  // Only what we gave out is taken: nobody chooses their own token, or somebody else's.
  const issued = tokenHash ? await tx.select().from(device).where(eq(device.tokenHash, tokenHash)) : [];
  const known = issued.find((row) => row.personId === personId);
  if (offered && known) {
    await tx.update(device).set({ lastUsedAt: now }).where(eq(device.id, known.id));
    return { token: offered, events: [] };
  }
  const token = offered && issued.length > 0 ? offered : newToken();
  const others = await tx
    .select({ id: device.id, createdAt: device.createdAt })
    .from(device)
    .where(eq(device.personId, personId))
    .orderBy(desc(device.lastUsedAt));
  const id = newId("device");
  await tx.insert(device).values({
    id,
    personId,
    tokenHash: digestOf(token),
    address: ctx.client?.address ?? "",
    userAgent: ctx.client?.userAgent ?? "",
    createdAt: now,
    lastUsedAt: now,
  });
  const forgotten = others.slice(devicesMax - 1).map((row) => row.id);
  if (forgotten.length > 0) await tx.delete(device).where(inArray(device.id, forgotten));
  const told = others.length > 0 && (await addedToday(tx, personId, now)) <= mailsPerDay;
  return { token, events: told ? [{ type: "device.added", subject: id }] : [] };
}

async function addedToday(tx: Tx, personId: Id<"person">, now: Date): Promise<number> {
  const yesterday = new Date(now.getTime() - 86_400_000);
  const [found] = await tx
    .select({ devices: count() })
    .from(device)
    .where(and(eq(device.personId, personId), gt(device.createdAt, yesterday)));
  return found?.devices ?? 0;
}

/** Of a device that was added: whom to tell, and what. Undefined when it has been forgotten since. */
export async function deviceAndPerson(
  tx: Tx,
  id: Id<"device">,
): Promise<{ name: string; email: string; address: string; at: Date; agent: UserAgent } | undefined> {
  const [row] = await tx
    .select()
    .from(device)
    .innerJoin(person, eq(person.id, device.personId))
    .where(eq(device.id, id));
  if (!row) return undefined;
  const { name, email } = row.person;
  const { address, createdAt, userAgent } = row.device;
  return { name, email, address, at: createdAt, agent: userAgentOf(userAgent) };
}
