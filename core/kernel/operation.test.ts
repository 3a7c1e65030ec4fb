import { eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import type { Actor } from "./actor.ts";
import { newId } from "./id.ts";
import { auditLog, inbox, outbox } from "./kernel.sql.ts";
import {
  type Audit,
  type Ctx,
  command,
  type DomainEvent,
  type Ports,
  providerCommand,
  query,
  type Scope,
} from "./operation.ts";
import { anonymous, member, staffMember, system, type TestWorld, testWorld } from "./test-context.ts";

let world: TestWorld;
beforeAll(async () => {
  world = await testWorld();
});
afterAll(() => world.close());

const asPlatform = { role: "platform" } as const;
const rowsOf = (key: string) =>
  world.db.transaction(asPlatform, (tx) => tx.select().from(inbox).where(eq(inbox.key, key)));
const auditOf = (target: string) =>
  world.db.transaction(asPlatform, (tx) => tx.select().from(auditLog).where(eq(auditLog.target, target)));
const eventsOf = (subject: string) =>
  world.db.transaction(asPlatform, (tx) => tx.select().from(outbox).where(eq(outbox.subject, subject)));

const Key = z.object({ key: z.string().max(40) });

async function leave({ tx, ctx }: Scope, key: string): Promise<void> {
  await tx.insert(inbox).values({ key, seenAt: ctx.now() });
}

const noted = (key: string, events: readonly DomainEvent[] = [{ type: "key.noted", subject: key }]) => ({
  value: key,
  audit: { target: key, after: { key } } satisfies Audit,
  events,
});

const note = command({
  name: "key.note",
  input: Key,
  allow: { system: true },
  async run(scope, { key }) {
    await leave(scope, key);
    return noted(key);
  },
});

const wasRead = () => Promise.reject(new Error("was read"));
const unreadable = { transaction: wasRead, byDigest: wasRead };

describe("who may run an operation", () => {
  const everyone: Actor[] = [
    anonymous,
    member(newId("account")),
    member(newId("account"), "reader"),
    staffMember("administrator"),
    staffMember("support"),
    system,
    { type: "webhook", source: "stripe" },
  ];

  test("nobody who is not named, and nothing is read or parsed before that is known", async () => {
    let reached = false;
    const forbidden = query({
      name: "nothing.get",
      input: z.object({}).transform(() => {
        reached = true;
        return {};
      }),
      allow: {},
      run: async () => {
        reached = true;
      },
    });
    const untouchable = { ...world.as(system), db: unreadable };
    for (const actor of everyone) {
      await expect(forbidden({ ...untouchable, actor }, {})).rejects.toMatchObject({
        kind: actor.type === "anonymous" ? "unauthenticated" : "forbidden",
      });
    }
    expect(reached).toBe(false);
  });

  test("a role without the permission is refused, whatever else it may do", async () => {
    const billing = query({
      name: "bill.get",
      input: z.object({}),
      allow: { permission: "order:pay" },
      run: async () => 1,
    });
    const account = newId("account");
    expect(await billing(world.as(member(account, "billing")), {})).toBe(1);
    for (const actor of [member(account, "reader"), member(account, "technical"), staffMember(), system, anonymous]) {
      await expect(billing(world.as(actor), {})).rejects.toThrow();
    }
  });

  test("what is dangerous is refused to those who have not shown lately who they are, and to nobody else", async () => {
    const drop = command({
      name: "key.drop",
      input: Key,
      allow: { permission: "node:manage", system: true },
      confirm: true,
      run: async (_scope, { key }) => noted(key, []),
    });
    const ago = (minutes: number) => new Date(world.clock.now.getTime() - minutes * 60_000);
    const { confirmedAt: _, ...unconfirmed } = world.as(staffMember());
    const refused = { code: "auth.confirmation_required" };
    await expect(drop(unconfirmed, { key: "dropped" })).rejects.toMatchObject(refused);
    await expect(drop({ ...unconfirmed, confirmedAt: ago(15) }, { key: "dropped" })).rejects.toMatchObject(refused);
    expect(await auditOf("dropped")).toEqual([]);
    for (const ctx of [
      { ...unconfirmed, confirmedAt: ago(14) },
      { ...unconfirmed, actor: system },
    ]) {
      expect(await drop(ctx, { key: "dropped" })).toBe("dropped");
    }
    await expect(drop({ ...unconfirmed, actor: staffMember("support") }, { key: "x" })).rejects.toMatchObject({
      code: "auth.forbidden",
    });
  });

  test("wrong input is refused before the database is asked", async () => {
    const untouchable = { ...world.as(system), db: unreadable };
    await expect(note(untouchable, { key: "x".repeat(41) })).rejects.toBeInstanceOf(z.ZodError);
  });
});

test("only what the caller sent can be the caller's mistake: data of a wrong shape further in is a fault of ours", async () => {
  const confused = query({
    name: "data.get",
    input: z.object({}),
    allow: { system: true },
    run: async () => Key.parse({ key: 1 }),
  });
  const failure = await confused(world.as(system), {}).catch((error: unknown) => error);
  expect(failure).not.toBeInstanceOf(z.ZodError);
  expect(failure).toMatchObject({ message: expect.stringContaining("data.get"), cause: expect.any(z.ZodError) });
});

describe("a command", () => {
  test("leaves its rows, one audit row and its events, and announces the events after they are committed", async () => {
    const seen: number[] = [];
    const ctx = {
      ...world.as(system),
      announce: async () => {
        seen.push((await eventsOf("all")).length);
      },
    };
    await note(ctx, { key: "all" });

    expect(await rowsOf("all")).toHaveLength(1);
    expect(await auditOf("all")).toMatchObject([
      {
        action: "key.note",
        actor: system,
        requestId: "test",
        byStaff: false,
        at: world.clock.now,
        after: { key: "all" },
      },
    ]);
    expect(await eventsOf("all")).toMatchObject([{ type: "key.noted", sentAt: null, dueAt: world.clock.now }]);
    expect(seen).toEqual([1]);
  });

  test("is heard of by its own name when it is committed, and not when it was refused or failed", async () => {
    const heard: object[] = [];
    const ctx: Ctx = { ...world.as(system), committed: (change) => void heard.push(change) };
    await note(ctx, { key: "heard" });
    expect(heard).toEqual([{ action: "key.note", audit: { target: "heard", after: { key: "heard" } } }]);
    const failing = command({
      name: "key.fail",
      input: Key,
      allow: { system: true },
      run: async () => Promise.reject(new Error("no")),
    });
    await expect(failing(ctx, { key: "unheard" })).rejects.toThrow("no");
    await expect(note({ ...ctx, actor: anonymous }, { key: "unheard" })).rejects.toThrow();
    expect(heard).toHaveLength(1);
  });

  test("that fails leaves nothing and announces nothing", async () => {
    const broken = command({
      name: "key.break",
      input: Key,
      allow: { system: true },
      async run(scope, { key }) {
        await leave(scope, key);
        throw new Error("after the row");
      },
    });
    await expect(broken(world.as(system), { key: "broken" })).rejects.toThrow("after the row");

    expect(await rowsOf("broken")).toEqual([]);
    expect(await auditOf("broken")).toEqual([]);
    expect(world.announced.filter(({ subject }) => subject === "broken")).toEqual([]);
  });

  test("whose audit row or event cannot be written leaves no row either", async () => {
    const unaudited = command({
      name: "key.unaudited",
      input: Key,
      allow: { system: true },
      async run(scope, { key }) {
        await leave(scope, key);
        return { ...noted(key), audit: { target: null as unknown as string } };
      },
    });
    const eventless = command({
      name: "key.eventless",
      input: Key,
      allow: { system: true },
      async run(scope, { key }) {
        await leave(scope, key);
        return noted(key, [{ type: "key.noted", subject: null as unknown as string }]);
      },
    });
    await expect(unaudited(world.as(system), { key: "unaudited" })).rejects.toThrow();
    await expect(eventless(world.as(system), { key: "eventless" })).rejects.toThrow();

    expect(await rowsOf("unaudited")).toEqual([]);
    expect(await rowsOf("eventless")).toEqual([]);
    expect(await auditOf("eventless")).toEqual([]);
  });

  test("that swallows a database error does not pretend to have been committed", async () => {
    await note(world.as(system), { key: "taken" });
    const swallowing = command({
      name: "key.swallow",
      input: Key,
      allow: { system: true },
      async run(scope, { key }) {
        await leave(scope, key).catch(() => undefined);
        return noted(key);
      },
    });
    await expect(swallowing(world.as(system), { key: "taken" })).rejects.toThrow();
  });

  test("is what it takes to write: a query cannot", async () => {
    const writing = query({
      name: "key.sneak",
      input: Key,
      allow: { system: true },
      run: (scope, { key }) => leave(scope, key),
    });
    await expect(writing(world.as(system), { key: "sneaked" })).rejects.toMatchObject({ cause: { code: "25006" } });
    expect(await rowsOf("sneaked")).toEqual([]);
  });

  test("by staff is marked as such", async () => {
    const byStaff = command({
      name: "key.staff",
      input: Key,
      allow: { permission: "audit:read" },
      run: async (_scope, { key }) => noted(key, []),
    });
    await byStaff(world.as(staffMember("support")), { key: "staffed" });
    expect(await auditOf("staffed")).toMatchObject([{ byStaff: true, actor: { type: "staff", role: "support" } }]);
  });
});

describe("what a body is given", () => {
  test("holds no database and no way to announce: not for the compiler and not at run time", async () => {
    const look = query({
      name: "scope.get",
      input: z.object({}),
      allow: { system: true },
      async run({ tx, ctx }) {
        // @ts-expect-error a body cannot open a transaction of its own
        const db: unknown = ctx.db;
        // @ts-expect-error events are part of the outcome
        const announce: unknown = ctx.announce;
        // @ts-expect-error raw SQL could change the tenant of the transaction
        const raw: unknown = tx.execute;
        return { db, announce, raw: typeof raw };
      },
    });
    expect(await look(world.as(system), {})).toMatchObject({ db: undefined, announce: undefined });
  });

  test("an operation without `allow`, and a command without an audit, do not compile", () => {
    const open = { name: "open.do", input: z.object({}) };
    // @ts-expect-error who may run it is missing
    query({ ...open, run: async () => 1 });
    // @ts-expect-error the audit is missing
    command({ ...open, allow: {}, run: async () => ({ value: 1, events: [] }) });
    const audit = { target: "nothing" };
    // @ts-expect-error the events are missing
    command({ ...open, allow: {}, run: async () => ({ value: 1, audit }) });
    // @ts-expect-error an id of another kind
    newId("account") satisfies ReturnType<typeof newId<"service">>;
  });
});

describe("a command with a provider in its middle", () => {
  /** Remembers what it did by the caller's key, as a payment provider does. */
  const provider = () => {
    const done = new Map<string, number>();
    return { done, act: (key: string) => done.get(key) ?? done.set(key, done.size + 1).get(key) };
  };
  type Fake = ReturnType<typeof provider>;

  const charge = providerCommand({
    name: "key.charge",
    input: Key,
    allow: { system: true },
    async intend(scope, { key }) {
      await scope.tx
        .insert(inbox)
        .values({ key: `intent:${key}`, seenAt: scope.ctx.now() })
        .onConflictDoNothing();
      return key;
    },
    perform: async (ports, key) => (ports as Ports & { fake: Fake }).fake.act(key),
    async settle(scope, key, result) {
      await leave(scope, `${key}:${result}`);
      return noted(key);
    },
  });
  const withFake = (fake: Fake) => world.as(system, { fake } as Partial<Ports>);

  test("has committed its intention, and holds no transaction, while the provider works", async () => {
    const key = "between";
    const fake = provider();
    const watched = {
      ...fake,
      act: async (k: string) => ((await rowsOf(`intent:${k}`)).length === 1 ? "seen" : "not"),
    };
    await charge(withFake(watched as unknown as Fake), { key });
    expect(await rowsOf(`${key}:seen`)).toHaveLength(1);
  });

  test("can be repeated after a crash behind the provider's work: done once, recorded once", async () => {
    const key = "crashed";
    const fake = provider();
    const crashing = withFake({
      ...fake,
      act: (k) => {
        fake.act(k);
        throw new Error("the process died here");
      },
    });
    await expect(charge(crashing, { key })).rejects.toThrow("died");
    expect(await auditOf(key)).toEqual([]);

    await charge(withFake(fake), { key });
    expect(fake.done.size).toBe(1);
    expect(await rowsOf(`${key}:1`)).toHaveLength(1);
    expect(await auditOf(key)).toHaveLength(1);
    expect(await eventsOf(key)).toHaveLength(1);
  });

  test("is refused before the provider hears of it", async () => {
    const fake = provider();
    await expect(charge({ ...withFake(fake), actor: staffMember() }, { key: "refused" })).rejects.toMatchObject({
      kind: "forbidden",
    });
    expect(fake.done.size).toBe(0);
    expect(await rowsOf("intent:refused")).toEqual([]);
  });
});

describe("transactions", () => {
  test("that Postgres calls off for a deadlock run again and both end", async () => {
    await world.db.transaction(asPlatform, (tx) =>
      tx.insert(inbox).values([
        { key: "left", seenAt: world.clock.now },
        { key: "right", seenAt: world.clock.now },
      ]),
    );
    let waiting = 0;
    let release: () => void = () => undefined;
    const both = new Promise<void>((resolve) => {
      release = resolve;
    });
    const inOrder = (keys: readonly [string, string]) =>
      world.db.transaction(asPlatform, async (tx) => {
        const lock = (key: string) => tx.select().from(inbox).where(eq(inbox.key, key)).for("update");
        await lock(keys[0]);
        waiting += 1;
        if (waiting === 2) release();
        await both;
        await lock(keys[1]);
      });
    await Promise.all([inOrder(["left", "right"]), inOrder(["right", "left"])]);
    expect(waiting).toBeGreaterThanOrEqual(3);
  });
});
