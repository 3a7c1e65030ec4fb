import { randomBytes } from "node:crypto";
import { eq } from "drizzle-orm";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { account, membership } from "../accounts/account.sql.ts";
import { factor } from "../identity/factor.sql.ts";
import { person } from "../identity/person.sql.ts";
import { session } from "../identity/session.sql.ts";
import { dataKey } from "../kernel/data-key.sql.ts";
import { KeyRing } from "../kernel/data-key.ts";
import { type Id, newId } from "../kernel/id.ts";
import { auditLog } from "../kernel/kernel.sql.ts";
import { MemoryKeyProtection } from "../kernel/memory-key-protection.ts";
import type { Ctx } from "../kernel/operation.ts";
import { open, seal } from "../kernel/sealed.ts";
import { sealedAt } from "../kernel/sealed-column.ts";
import { Secret } from "../kernel/secret.ts";
import { member, staffMember, system, type TestWorld, testWorld } from "../kernel/test-context.ts";
import { compose } from "../notify/index.ts";
import { order } from "../orders/order.sql.ts";
import type { OrderState } from "../orders/order.state.ts";
import { service } from "../services/service.sql.ts";
import type { ServiceState } from "../services/service.state.ts";
import { graceDays } from "./closing.state.ts";
import { ofAccount, ofPerson } from "./erased-rows.sql.ts";
import * as Privacy from "./index.ts";

let world: TestWorld;
let keys: KeyRing;
beforeAll(async () => {
  world = await testWorld();
  keys = new KeyRing({ protection: new MemoryKeyProtection(), now: () => world.clock.now });
});
afterAll(() => world.close());

const hostOf = (name: string) => ({ host: `${name}.example`, url: `https://${name}.example/` });
const addresses = { publicUrl: "https://portal.example", sitesDomain: "example", ofSite: hostOf };
const platform = <T>(run: Parameters<typeof world.db.transaction<T>>[1]) =>
  world.db.transaction({ role: "platform" }, run);
const asSystem = () => world.as(system, { keys });

const nameOf = (personId: Id<"person">) => `Ada ${personId.slice(-10)}`;
const siteOf = (accountId: Id<"account">) => `ada-${accountId.slice(-10).toLowerCase()}`;

/** An account with a sealed contact, and its owner with a session and a sealed factor. */
async function household(name = "Studio North") {
  const [accountId, personId] = [newId("account"), newId("person")];
  const email = `${personId.toLowerCase()}@example.com`;
  const createdAt = world.clock.now;
  const contact = sealedAt(account.contact, accountId, { kind: "account", id: accountId });
  const factorId = newId("factor");
  const secret = sealedAt(factor.secret, factorId, { kind: "person", id: personId });
  await platform(async (tx) => {
    const sealed = await seal(keys.in(tx), contact, new Secret(JSON.stringify({ company: "North GmbH" })));
    await tx.insert(account).values({ id: accountId, name, contact: sealed, createdAt });
    await tx.insert(person).values({ id: personId, email, name: nameOf(personId), passwordHash: "x", createdAt });
    await tx.insert(membership).values({ id: newId("membership"), accountId, personId, role: "owner", createdAt });
    await tx.insert(session).values({
      ...{ id: newId("session"), tokenHash: randomBytes(32), personId, accountId, createdAt, lastUsedAt: createdAt },
      expiresAt: new Date(createdAt.getTime() + 86_400_000 * 30),
    });
    const totp = await seal(keys.in(tx), secret, new Secret("totp"));
    await tx
      .insert(factor)
      .values({ id: factorId, personId, kind: "totp", name: "Phone", secret: totp, confirmedAt: createdAt, createdAt });
  });
  const as = (ctx: Ctx = world.as(member(accountId, "owner", personId), { keys, addresses })): Ctx => ({
    ...ctx,
    confirmedAt: world.clock.now,
  });
  return { accountId, personId, email, as, contact };
}

const sold = {
  ...{ planId: newId("plan"), planName: "Start", planVersionId: newId("planVersion"), interval: "month" as const },
  ...{ priceMinor: 290, priceCurrency: "EUR" as const },
};
async function ordered(accountId: Id<"account">, state: OrderState) {
  const id = newId("order");
  const rest = {
    placedBy: newId("person"),
    siteName: siteOf(accountId),
    app: { template: "static", parameters: {} },
    checkoutAttempt: 0,
    createdAt: world.clock.now,
  };
  await platform((tx) => tx.insert(order).values({ id, accountId, state, ...sold, ...rest }));
  return id;
}
async function served(accountId: Id<"account">, state: ServiceState) {
  const id = newId("service");
  await platform((tx) =>
    tx.insert(service).values({
      ...{
        id,
        accountId,
        orderId: newId("order"),
        name: "ada-lovelace",
        template: "static",
        parameters: {},
        state,
        generation: 1,
        ...sold,
      },
      ...{ memoryMb: 128, cpuPercent: 25, processes: 64, diskMb: 1024 },
      ...{ paidUntil: world.clock.now, createdAt: world.clock.now },
    }),
  );
  return id;
}
const setState = (id: Id<"service">, state: ServiceState) =>
  platform((tx) => tx.update(service).set({ state }).where(eq(service.id, id)));
const accountRow = async (id: Id<"account">) =>
  (await platform((tx) => tx.select().from(account).where(eq(account.id, id))))[0];
const personRow = async (id: Id<"person">) =>
  (await platform((tx) => tx.select().from(person).where(eq(person.id, id))))[0];

/** What the daily job does. */
async function erase() {
  for (const accountId of (await Privacy.due(asSystem(), {})).accounts) {
    await Privacy.eraseAccount(asSystem(), { accountId }).catch((error: unknown) => error);
  }
  for (const personId of (await Privacy.due(asSystem(), {})).people)
    await Privacy.erasePerson(asSystem(), { personId });
}

describe("an account", () => {
  test("is not closed while a website runs or money is on its way", async () => {
    const { accountId, as } = await household();
    const id = await served(accountId, "active");
    await expect(Privacy.close(as(), {})).rejects.toMatchObject({ code: "account.services_open", status: 409 });
    await setState(id, "terminated");
    await ordered(accountId, "paid");
    await expect(Privacy.close(as(), {})).rejects.toMatchObject({ code: "account.orders_open" });
    expect(await Privacy.closing(as(), {})).toEqual({ erasureDueAt: null, openServices: 0, openOrders: 1 });
  });

  test("is closed by its owner alone, who has just shown who they are", async () => {
    const { accountId, as } = await household();
    const operations = [Privacy.close, Privacy.reopen, Privacy.exportAccount] as const;
    for (const operation of operations) {
      for (const role of ["administrator", "billing", "technical", "reader"] as const) {
        await expect(operation(as(world.as(member(accountId, role))), {})).rejects.toMatchObject({
          code: "auth.forbidden",
        });
      }
      await expect(operation(as(world.as(staffMember())), {})).rejects.toMatchObject({ code: "auth.forbidden" });
      const longAgo = { ...world.as(member(accountId)), confirmedAt: new Date(0) };
      await expect(operation(longAgo, {})).rejects.toMatchObject({
        code: "auth.confirmation_required",
      });
    }
  });

  test("keeps everything until the days of grace are over, and is as before when its owner takes it back", async () => {
    const { accountId, as, email } = await household();
    const told = () => world.announced.filter(({ subject }) => subject === accountId).map(({ type }) => type);
    const mail = (type: "account.closed" | "account.reopened") =>
      compose(world.as(system, { addresses }), { eventId: newId("event"), type, subject: accountId });
    await Privacy.reopen(as(), {});
    expect(told()).toEqual([]);
    const { erasureDueAt } = await Privacy.close(as(), {});
    await Privacy.close(as(), {});
    expect(told()).toEqual(["account.closed"]);
    expect(await mail("account.closed")).toMatchObject({ to: email, subject: "Studio North will be erased" });
    expect(await mail("account.reopened")).toBeNull();
    expect(erasureDueAt?.getTime()).toBe(world.clock.now.getTime() + graceDays * 86_400_000);
    world.clock.advance(graceDays * 86_400 - 1);
    await erase();
    expect(await accountRow(accountId)).toMatchObject({ name: "Studio North", erasedAt: null });
    expect(await Privacy.reopen(as(), {})).toMatchObject({ erasureDueAt: null });
    expect(told()).toEqual(["account.closed", "account.reopened"]);
    expect(await mail("account.reopened")).toMatchObject({ to: email, subject: "Studio North stays" });
    expect(await mail("account.closed")).toBeNull();
    world.clock.advance(86_400);
    await erase();
    expect(await accountRow(accountId)).toMatchObject({ name: "Studio North", erasedAt: null });
  });

  test("is erased afterwards: keys destroyed, names and tokens gone, orders kept with what tax law wants", async () => {
    const { accountId, personId, email, as, contact } = await household();
    const orderId = await ordered(accountId, "fulfilled");
    const serviceId = await served(accountId, "terminated");
    const before = await accountRow(accountId);
    await Privacy.close(as(), {});
    world.clock.advance(graceDays * 86_400);
    await erase();

    expect(await accountRow(accountId)).toMatchObject({ name: "Erased", contact: null, erasedAt: world.clock.now });
    // Its owner can still be told, and goes a day later.
    expect(world.announced.at(-1)).toMatchObject({ type: "account.erased", subject: personId });
    const event = { eventId: newId("event"), type: "account.erased" as const, subject: personId };
    expect(await compose(world.as(system, { addresses }), event)).toMatchObject({ to: email });
    world.clock.advance(86_400);
    await erase();
    expect(await personRow(personId)).toMatchObject({ name: "Erased", passwordHash: null, erasedAt: world.clock.now });
    const left = await platform(async (tx) => ({
      memberships: await tx.$count(membership, eq(membership.accountId, accountId)),
      sessions: await tx.$count(session, eq(session.personId, personId)),
      factors: await tx.$count(factor, eq(factor.personId, personId)),
      keys: (await tx.select().from(dataKey)).filter(({ scopeId }) => [accountId, personId].includes(scopeId as never)),
      order: (await tx.select().from(order).where(eq(order.id, orderId)))[0],
      service: (await tx.select().from(service).where(eq(service.id, serviceId)))[0],
      log: (await tx.select().from(auditLog).where(eq(auditLog.accountId, accountId))).map(({ action }) => action),
    }));
    expect(left).toMatchObject({ memberships: 0, sessions: 0, factors: 0 });
    expect(left.keys.map(({ wrapped }) => wrapped)).toEqual([null, null]);
    expect(left.order).toMatchObject({ state: "fulfilled", priceMinor: 290, planName: "Start", siteName: "erased" });
    expect(left.service).toMatchObject({ state: "terminated", name: "erased" });
    expect(left.log).toEqual(expect.arrayContaining(["account.close", "account.erase"]));

    // A copy of the row from before opens no more either.
    const old = before?.contact;
    if (!old) throw new Error("nothing was sealed");
    await expect(platform((tx) => open(keys.in(tx), contact, old))).rejects.toMatchObject({ reason: "key_erased" });
    const everything = await dump();
    const [name, siteName] = [nameOf(personId), siteOf(accountId)];
    for (const text of [name, email, siteName]) expect(everything).not.toContain(text);
  });

  test("is not erased when something runs again by then, and is once that is gone", async () => {
    const { accountId, as } = await household();
    await Privacy.close(as(), {});
    const id = await served(accountId, "active");
    world.clock.advance(graceDays * 86_400);
    await erase();
    expect(await accountRow(accountId)).toMatchObject({ erasedAt: null });
    await setState(id, "terminated");
    await erase();
    expect(await accountRow(accountId)).toMatchObject({ erasedAt: world.clock.now });
  });

  test("is not erased before its time, whoever asks, and erased once", async () => {
    const { accountId, as } = await household();
    await expect(Privacy.eraseAccount(asSystem(), { accountId })).rejects.toMatchObject({ code: "erasure.not_due" });
    await expect(Privacy.eraseAccount(as(), { accountId })).rejects.toMatchObject({ code: "auth.forbidden" });
    await Privacy.close(as(), {});
    world.clock.advance(graceDays * 86_400);
    await Privacy.eraseAccount(asSystem(), { accountId });
    await expect(Privacy.eraseAccount(asSystem(), { accountId })).rejects.toMatchObject({ code: "erasure.not_due" });
  });
});

describe("a person", () => {
  test("who belongs to another account besides, or to the staff, stays", async () => {
    const { accountId, personId, as } = await household();
    const other = await household("Elsewhere");
    const row = { id: newId("membership"), accountId: other.accountId, personId, role: "reader" as const };
    await platform((tx) => tx.insert(membership).values({ ...row, createdAt: world.clock.now }));
    await Privacy.close(as(), {});
    world.clock.advance(graceDays * 86_400);
    await erase();
    expect(await accountRow(accountId)).toMatchObject({ name: "Erased" });
    expect(await personRow(personId)).toMatchObject({ name: nameOf(personId), erasedAt: null });
    expect(await personRow(other.personId)).toMatchObject({ name: nameOf(other.personId), erasedAt: null });
  });

  test("of no account has themselves erased, and one of an account does not", async () => {
    const { accountId, personId, email, as } = await household();
    await expect(Privacy.leave(as(), {})).rejects.toMatchObject({ code: "person.belongs" });
    await platform((tx) => tx.delete(membership).where(eq(membership.accountId, accountId)));
    const alone = { type: "person", personId, sessionId: newId("session") } as const;
    await expect(Privacy.leave({ ...world.as(alone), confirmedAt: new Date(0) }, {})).rejects.toMatchObject({
      code: "auth.confirmation_required",
    });
    await Privacy.leave(as(world.as(alone)), {});
    expect(await platform((tx) => tx.$count(session, eq(session.personId, personId)))).toBe(0);
    await erase();
    expect(await personRow(personId)).toMatchObject({ name: "Erased", erasedAt: world.clock.now });
    expect(await dump()).not.toContain(email);
  });
});

describe("an export", () => {
  test("holds everything of the account in parts, opened, and no secret", async () => {
    const { accountId, personId, email, as } = await household();
    const other = await household("Elsewhere");
    await ordered(other.accountId, "fulfilled");
    const orders = [await ordered(accountId, "fulfilled"), await ordered(accountId, "cancelled")];
    await served(accountId, "terminated");
    const whole: Record<string, Record<string, unknown>[]> = {};
    for (let cursor: string | undefined; ; ) {
      const part = await Privacy.exportAccount(as(), cursor === undefined ? {} : { cursor });
      whole[part.section] = [...(whole[part.section] ?? []), ...part.items];
      if (part.nextCursor === null) break;
      cursor = part.nextCursor;
    }
    expect(whole.account).toMatchObject([{ id: accountId, contact: { company: "North GmbH" } }]);
    expect(whole.people).toMatchObject([{ id: personId, email, role: "owner" }]);
    expect(whole.orders?.map(({ id }) => id)).toEqual(orders);
    expect(whole.services).toHaveLength(1);
    expect(whole.activity?.length).toBeGreaterThan(0);
    const text = JSON.stringify(whole);
    for (const foreign of [other.accountId, other.personId, "passwordHash", "tokenHash", "nodeId"]) {
      expect(text).not.toContain(foreign);
    }
  });

  test("does not begin at a part that there is not", async () => {
    const { as } = await household();
    for (const cursor of ["secrets", "__proto__", "constructor.x"]) {
      await expect(Privacy.exportAccount(as(), { cursor })).rejects.toThrow();
    }
  });
});

/** All rows of all tables, as text. */
async function dump(): Promise<string> {
  const client = new pg.Client(world.url);
  await client.connect();
  try {
    await client.query("set role platform");
    const { rows } = await client.query<{ name: string }>(
      "select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r' and has_table_privilege(oid, 'select')",
    );
    const texts: string[] = [];
    for (const { name } of rows) {
      const { rows: found } = await client.query<{ text: string }>(`select t::text as text from "${name}" t`);
      texts.push(...found.map(({ text }) => text));
    }
    return texts.join("\n");
  } finally {
    await client.end();
  }
}

test("of every table with rows of accounts or people it is decided what happens to them", async () => {
  const client = new pg.Client(world.ownerUrl);
  await client.connect();
  const tablesWith = async (column: string) => {
    const { rows } = await client.query<{ name: string }>(
      "select table_name as name from information_schema.columns where table_schema = 'public' and column_name = $1 order by 1",
      [column],
    );
    return rows.map(({ name }) => name);
  };
  expect(Object.keys(ofAccount).toSorted()).toEqual(await tablesWith("account_id"));
  expect(Object.keys(ofPerson).toSorted()).toEqual(await tablesWith("person_id"));
  await client.end();
});
