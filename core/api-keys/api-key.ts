import { and, count, desc, eq, getTableColumns, gt, isNull, or, type SQL } from "drizzle-orm";
import { z } from "zod";
import * as Accounts from "../accounts/index.ts";
import * as Identity from "../identity/index.ts";
import { type Actor, accountOf, type MemberRole, memberRoles } from "../kernel/actor.ts";
import type { Tx } from "../kernel/db.ts";
import { DomainError, notFound } from "../kernel/errors.ts";
import { Id, newId } from "../kernel/id.ts";
import { command, query } from "../kernel/operation.ts";
import { isScope, type KeyScope, scopes } from "../kernel/permissions.state.ts";
import { only } from "../kernel/rows.ts";
import * as Services from "../services/index.ts";
import { apiKey } from "./api-key.sql.ts";
import { fitsChosenServices, grantableBy, lifetimeDays, managers, readers } from "./api-key.state.ts";
import { newKeyToken, tokenHash } from "./key-token.ts";
import { Network } from "./network.ts";

const day = 86_400_000;
/** Of an account, at one time. */
const keysMax = 50;
/** What has ended is shown for so long. */
const shownAfterDays = 90;

export const ApiKey = z
  .object({
    id: Id("apiKey"),
    name: z.string(),
    /** How the key begins. */
    prefix: z.string(),
    scopes: z.array(z.enum(scopes)),
    /** Address ranges it may be used from; from anywhere when there are none. */
    networks: z.array(z.string()),
    /** Null: all of the account's. */
    serviceIds: z.array(Id("service")).nullable(),
    createdBy: z.object({
      personId: Id("person"),
      /** Null where whoever asks may not see it. */
      name: z.string().nullable(),
      /** Null when they have left the account. */
      role: z.enum(memberRoles).nullable(),
    }),
    createdAt: z.date(),
    expiresAt: z.date(),
    lastUsedAt: z.date().nullable(),
    lastUsedAddress: z.string().nullable(),
    revokedAt: z.date().nullable(),
  })
  .meta({ id: "ApiKey" });
export type ApiKey = z.infer<typeof ApiKey>;

/** The only answer that ever holds the token. */
export const NewApiKey = z.object({ key: ApiKey, token: z.string() }).meta({ id: "NewApiKey" });

/** Of the account of whoever asks: those that work first, then those that ended lately. */
export const list = query({
  name: "api_key.list",
  input: z.object({}),
  allow: readers,
  async run({ tx, ctx }): Promise<{ items: ApiKey[] }> {
    const now = ctx.now();
    const since = new Date(now.getTime() - shownAfterDays * day);
    const shown = or(and(isNull(apiKey.revokedAt), gt(apiKey.expiresAt, since)), gt(apiKey.revokedAt, since));
    const items = await read(tx, shown);
    const works = ({ revokedAt, expiresAt }: ApiKey) => revokedAt === null && expiresAt > now;
    return { items: items.toSorted((one, other) => Number(works(other)) - Number(works(one))) };
  },
});

export const create = command({
  name: "api_key.create",
  input: z.object({
    name: z.string().trim().min(1, { error: "Give the key a name." }).max(60),
    scopes: z.array(z.enum(scopes)).min(1, { error: "Choose what the key may do." }).max(scopes.length),
    networks: z.array(Network).max(20).default([]),
    /** All of the account's when it is missing. */
    serviceIds: z.array(Id("service")).min(1, { error: "Choose a website." }).max(50).optional(),
    expiresInDays: z.literal(lifetimeDays),
  }),
  allow: managers,
  confirm: true,
  async run({ tx, ctx }, { name, expiresInDays, ...given }) {
    const creator = demandCreator(ctx.actor);
    const [wanted, networks] = [[...new Set(given.scopes)], [...new Set(given.networks)]];
    const serviceIds = given.serviceIds === undefined ? null : [...new Set(given.serviceIds)];
    demandGrantable(wanted, creator, serviceIds !== null);
    await Identity.demandVerifiedEmail(tx, creator.personId);
    for (const id of serviceIds ?? []) await Services.read(tx, id);
    await demandRoom(tx, ctx.now());
    const { token, prefix } = newKeyToken();
    const row = only(
      await tx
        .insert(apiKey)
        .values({
          id: newId("apiKey"),
          accountId: creator.accountId,
          ...{ name, prefix, networks, serviceIds, scopes: wanted, tokenHash: tokenHash(token) },
          createdBy: creator.personId,
          createdAt: ctx.now(),
          expiresAt: new Date(ctx.now().getTime() + expiresInDays * day),
        })
        .returning({ id: apiKey.id, expiresAt: apiKey.expiresAt }),
    );
    return {
      value: { key: await get(tx, row.id), token: token.reveal() },
      audit: {
        target: row.id,
        accountId: creator.accountId,
        after: { name, prefix, scopes: wanted, networks, serviceIds, expiresAt: row.expiresAt.toISOString() },
      },
      events: [],
    };
  },
});

/** It opens nothing from the next request on. */
export const revoke = command({
  name: "api_key.revoke",
  input: z.object({ keyId: Id("apiKey") }),
  allow: managers,
  async run({ tx, ctx }, { keyId }) {
    const [gone] = await tx
      .update(apiKey)
      .set({ revokedAt: ctx.now() })
      .where(and(eq(apiKey.id, keyId), isNull(apiKey.revokedAt)))
      .returning({ prefix: apiKey.prefix });
    const value = await get(tx, keyId);
    if (!gone) throw new DomainError("conflict", "key.revoked_already", "This key was revoked before.");
    return {
      value,
      audit: { target: keyId, accountId: accountOf(ctx.actor), before: { prefix: gone.prefix } },
      events: [],
    };
  },
});

async function get(tx: Tx, id: Id<"apiKey">): Promise<ApiKey> {
  const [key] = await read(tx, eq(apiKey.id, id));
  if (!key) throw notFound("key");
  return key;
}

/** Who made a key: the person to tell of what it did. */
export async function creatorOf(tx: Tx, id: Id<"apiKey">): Promise<Id<"person">> {
  return only(await tx.select({ createdBy: apiKey.createdBy }).from(apiKey).where(eq(apiKey.id, id))).createdBy;
}

/** What opens a key is for nobody to read. */
const { tokenHash: _, ...columns } = getTableColumns(apiKey);

/** Newest first, with what is known of who made them. */
async function read(tx: Tx, which: SQL | undefined): Promise<ApiKey[]> {
  const rows = await tx.select(columns).from(apiKey).where(which).orderBy(desc(apiKey.id));
  const [first] = rows;
  const roles = first ? await Accounts.rolesIn(tx, first.accountId) : new Map<Id<"person">, MemberRole>();
  const names = new Map<Id<"person">, string | null>();
  for (const personId of new Set(rows.map(({ createdBy }) => createdBy))) {
    names.set(personId, (await Identity.contactOf(tx, personId))?.name ?? null);
  }
  return rows.map(({ createdBy: personId, scopes: held, ...row }) => ({
    ...row,
    // A scope that is none any more opens nothing.
    scopes: held.filter(isScope),
    createdBy: { personId, name: names.get(personId) ?? null, role: roles.get(personId) ?? null },
  }));
}

type Creator = Extract<Actor, { type: "member" }>;

/** Whoever sees chosen services alone could reach the others by a key. */
function demandCreator(actor: Actor): Creator {
  if (actor.type !== "member") throw new Error("only members make keys");
  if (actor.serviceIds === undefined) return actor;
  throw new DomainError(
    "forbidden",
    "key.limited_member",
    "You see some websites of this account only. Ask somebody who sees all of them to make the key.",
  );
}

function demandGrantable(wanted: readonly KeyScope[], { role }: Creator, chosenServices: boolean): void {
  const grantable = grantableBy(role);
  if (wanted.some((scope) => !grantable.includes(scope))) {
    throw new DomainError("forbidden", "key.scope_beyond_role", "A key can do no more than you can.");
  }
  if (chosenServices && !wanted.every(fitsChosenServices)) {
    throw atField("scopes", "This reaches the whole account. Leave it out, or let the key reach all websites.");
  }
}

async function demandRoom(tx: Tx, now: Date): Promise<void> {
  const [held] = await tx
    .select({ keys: count() })
    .from(apiKey)
    .where(and(isNull(apiKey.revokedAt), gt(apiKey.expiresAt, now)));
  if ((held?.keys ?? 0) < keysMax) return;
  const message = `An account has ${keysMax} keys at most. Revoke one that is no longer used.`;
  throw new DomainError("conflict", "key.too_many", message);
}

const atField = (path: string, message: string) =>
  new DomainError("invalid", "input.invalid", "Some of what you entered cannot be used.", {
    fields: [{ path, message }],
  });
