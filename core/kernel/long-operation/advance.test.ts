import { and, asc, eq } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { DomainError } from "../errors.ts";
import { type Id, newId } from "../id.ts";
import { auditLog, outbox } from "../kernel.sql.ts";
import type { Ctx } from "../operation.ts";
import { member, staffMember, system, type TestWorld, testWorld } from "../test-context.ts";
import { type AdvanceOptions, advance, get, log, retry, sweep } from "./index.ts";
import { operation, operationLog, operationStep } from "./long-operation.sql.ts";
import { implement, type Plan, registry, requestCancel, type Step, start, wakeWaiting } from "./plan.ts";

const plan: Plan<"first" | "second" | "third"> = {
  kind: "trip.make",
  title: "Make a trip",
  steps: [
    { name: "first", title: "First" },
    { name: "second", title: "Second" },
    { name: "third", title: "Third" },
  ],
  attemptsMax: 3,
  giveUpAfterSeconds: 3600,
};

const unavailable = () =>
  new DomainError("unavailable", "road.closed", "The road is closed.", { about: { road: "A 1" } });
const refused = () => new DomainError("conflict", "road.gone", "There is no road.");

let world: TestWorld;
beforeAll(async () => {
  world = await testWorld();
});
afterAll(() => world.close());

/** What happened, in order: `first`, `undo first`, `failed: code`. */
let history: string[];
/** What a step does instead of succeeding: consumed one by one. */
let script: Record<string, Step["run"][]>;
let restarts: number;
beforeEach(() => {
  history = [];
  script = {};
  restarts = 0;
});

const step = (name: string): Step => ({
  async run(scope) {
    history.push(name);
    const scripted = script[name]?.shift();
    return scripted ? scripted(scope) : { done: true, message: `${name} done` };
  },
  async undo(scope) {
    history.push(`undo ${name}`);
    await script[`undo ${name}`]?.shift()?.(scope);
  },
});

const longOperations = registry([
  implement(
    plan,
    { first: step("first"), second: step("second"), third: step("third") },
    {
      async succeeded(_scope, { subject }) {
        history.push("succeeded");
        return { audit: { target: subject }, events: [{ type: "trip.made", subject }] };
      },
      async failed(_scope, { subject }, { code }) {
        history.push(`failed: ${code}`);
        return { audit: { target: subject, after: { code } }, events: [{ type: "trip.failed", subject }] };
      },
      async restarted() {
        restarts += 1;
      },
    },
  ),
]);

const fails = (...errors: (() => Error)[]): Step["run"][] =>
  errors.map((error) => () => {
    throw error();
  });
const waits =
  (waitSeconds: number, code?: string): Step["run"] =>
  async () => ({
    done: false,
    waitSeconds,
    ...(code && { waitingFor: { code, message: "Waiting." } }),
  });

const platform = { role: "platform" } as const;
const ctx = (): Ctx => world.as(system, { longOperations });
const errors: unknown[] = [];
const work = (operationId: Id<"operation">, options: Partial<AdvanceOptions> = {}) =>
  advance(ctx(), operationId, {
    leaseSeconds: 60,
    until: new Date(world.clock.now.getTime() + 30_000),
    report: (error) => errors.push(error),
    ...options,
  });

async function begun(accountId: Id<"account"> | null = null) {
  const subject = newId("service");
  const { operationId } = await world.db.transaction(platform, (tx) => start(tx, ctx(), plan, { subject, accountId }));
  return { subject, operationId };
}

async function rowOf(operationId: Id<"operation">) {
  return world.db.transaction(platform, async (tx) => {
    const [row] = await tx.select().from(operation).where(eq(operation.id, operationId));
    if (!row) throw new Error("the operation is gone");
    const steps = await tx
      .select()
      .from(operationStep)
      .where(eq(operationStep.operationId, operationId))
      .orderBy(asc(operationStep.position));
    return { ...row, steps: steps.map(({ state }) => state) };
  });
}

/** When the queue was last asked to look again. */
async function nextLook(operationId: Id<"operation">): Promise<number | undefined> {
  const rows = await world.db.transaction(platform, (tx) =>
    tx.select().from(outbox).where(eq(outbox.subject, operationId)).orderBy(asc(outbox.id)),
  );
  const last = rows.at(-1);
  return last && (last.dueAt.getTime() - world.clock.now.getTime()) / 1000;
}

const auditsOf = (subject: string) =>
  world.db.transaction(platform, (tx) => tx.select().from(auditLog).where(eq(auditLog.target, subject)));

/** Follows the operation's own messages until it has ended. */
async function follow(operationId: Id<"operation">): Promise<number[]> {
  const pauses: number[] = [];
  for (;;) {
    await work(operationId);
    if ((await rowOf(operationId)).finishedAt) return pauses;
    const seconds = (await nextLook(operationId)) ?? 0;
    pauses.push(seconds);
    world.clock.advance(seconds);
  }
}

describe("an operation", () => {
  test("runs its steps in order, keeps what they said, and records its end once", async () => {
    const { subject, operationId } = await begun();
    script.first = [
      async ({ log: line }) => {
        line("one\ntwo");
        line("three", "err");
        return { done: true };
      },
    ];
    await work(operationId);

    expect(history).toEqual(["first", "second", "third", "succeeded"]);
    expect(await rowOf(operationId)).toMatchObject({
      state: "succeeded",
      steps: ["done", "done", "done"],
      leaseToken: null,
      finishedAt: world.clock.now,
    });
    const lines = await world.db.transaction(platform, (tx) =>
      tx.select().from(operationLog).where(eq(operationLog.operationId, operationId)).orderBy(asc(operationLog.seq)),
    );
    expect(lines.map(({ text, stream }) => [stream, text])).toEqual([
      ["info", "one"],
      ["info", "two"],
      ["err", "three"],
    ]);
    expect(await auditsOf(subject)).toMatchObject([{ action: "trip.make.succeeded" }]);
    expect(world.announced.at(-1)).toMatchObject({ type: "trip.made", subject });
  });

  test("does nothing more for messages that come after its end, twice or to nobody", async () => {
    const { subject, operationId } = await begun();
    const ends: unknown[] = [];
    const ended: AdvanceOptions["ended"] = ({ kind }, state) => void ends.push([kind, state]);
    await work(operationId, { ended });
    await work(operationId, { ended });
    await Promise.all([work(operationId, { ended }), work(operationId, { ended })]);
    await work(newId("operation"), { ended });
    expect(ends).toEqual([["trip.make", "succeeded"]]);
    expect(history).toEqual(["first", "second", "third", "succeeded"]);
    expect(await auditsOf(subject)).toHaveLength(1);
  });

  test("leaves nothing when the command that starts it is rolled back, and a second one for its subject is refused", async () => {
    const { subject } = await begun();
    await expect(
      world.db.transaction(platform, (tx) => start(tx, ctx(), plan, { subject, accountId: null })),
    ).rejects.toMatchObject({ kind: "conflict", code: "operation.in_progress" });
  });

  test("hands over to the next message when its time is up between two steps", async () => {
    const { operationId } = await begun();
    script.first = [
      async () => {
        world.clock.advance(31);
        return { done: true };
      },
    ];
    await work(operationId);
    expect(history).toEqual(["first"]);
    expect(await nextLook(operationId)).toBe(0);

    await work(operationId);
    expect(history).toEqual(["first", "second", "third", "succeeded"]);
  });
});

describe("of many workers", () => {
  test("one works, and the others leave a message for the end of its lease", async () => {
    const { operationId } = await begun();
    let release: () => void = () => undefined;
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    let inside: () => void = () => undefined;
    const entered = new Promise<void>((resolve) => {
      inside = resolve;
    });
    script.first = [
      async () => {
        inside();
        await held;
        return { done: true };
      },
    ];
    const first = work(operationId);
    await entered;
    await Promise.all(Array.from({ length: 5 }, () => work(operationId)));
    expect(history).toEqual(["first"]);
    expect(await nextLook(operationId)).toBe(60);
    release();
    await first;
    expect(history).toEqual(["first", "second", "third", "succeeded"]);
  });

  test("the one whose lease ran out changes nothing any more, and announces nothing", async () => {
    const { subject, operationId } = await begun();
    let takenOver = false;
    script.first = [
      async () => {
        world.clock.advance(61);
        await work(operationId);
        takenOver = true;
        return { done: false, waitSeconds: 5 };
      },
    ];
    await work(operationId);
    expect(takenOver).toBe(true);
    expect(history).toEqual(["first", "first", "second", "third", "succeeded"]);
    expect(await rowOf(operationId)).toMatchObject({ state: "succeeded" });
    expect(await auditsOf(subject)).toHaveLength(1);
  });

  test("a crash is survived by whoever comes after the lease, and by the sweep when no message comes", async () => {
    const { operationId } = await begun();
    const crash = () => {
      throw new Error("killed");
    };
    await expect(work(operationId, { checkpoint: crash })).rejects.toThrow("killed");
    expect(await rowOf(operationId)).toMatchObject({ state: "running" });
    const before = world.announced.length;
    await sweep(ctx());
    expect(world.announced.slice(before).map(({ subject }) => subject)).not.toContain(operationId);

    world.clock.advance(61);
    await sweep(ctx());
    expect(world.announced.slice(before)).toContainEqual(
      expect.objectContaining({ type: "operation.due", subject: operationId }),
    );
    await work(operationId);
    expect(history).toEqual(["first", "second", "third", "succeeded"]);
  });

  test("a step that kills every process it runs in is given up like one that fails", async () => {
    const { operationId } = await begun();
    for (let crash = 0; crash < plan.attemptsMax; crash++) {
      const crashing = work(operationId, {
        checkpoint: () => {
          throw new Error("killed");
        },
      });
      await expect(crashing).rejects.toThrow("killed");
      world.clock.advance(61);
    }
    await follow(operationId);
    expect(history).toEqual(["undo first", "failed: operation.interrupted"]);
  });
});

describe("a step that fails", () => {
  test("is tried again after 2, 4 … seconds, and the customer reads why", async () => {
    const { operationId } = await begun();
    script.second = fails(unavailable, unavailable);
    await work(operationId);
    expect(await rowOf(operationId)).toMatchObject({
      state: "waiting",
      waitingCode: "road.closed",
      waitingMessage: "The road is closed.",
      waitingAbout: { road: "A 1" },
      steps: ["done", "retrying", "pending"],
    });
    expect(await nextLook(operationId)).toBe(2);

    // A message that comes too early, or twice, changes nothing.
    await work(operationId);
    expect(history).toEqual(["first", "second"]);

    world.clock.advance(2);
    expect(await follow(operationId)).toEqual([4]);
    expect(await rowOf(operationId)).toMatchObject({ waitingMessage: null, waitingAbout: null });
    expect(history).toEqual(["first", "second", "second", "second", "third", "succeeded"]);
  });

  test("for longer than its attempts is given up, and everything is undone in reverse order", async () => {
    const { subject, operationId } = await begun();
    script.third = fails(unavailable, unavailable, unavailable);
    expect(await follow(operationId)).toEqual([2, 4]);
    expect(history).toEqual([
      "first",
      "second",
      "third",
      "third",
      "third",
      "undo third",
      "undo second",
      "undo first",
      "failed: road.closed",
    ]);
    expect(await rowOf(operationId)).toMatchObject({
      state: "failed",
      failureCode: "road.closed",
      failureMessage: "The road is closed.",
      failureAbout: { road: "A 1" },
      steps: ["undone", "undone", "failed"],
    });
    expect(await auditsOf(subject)).toMatchObject([{ action: "trip.make.failed", after: { code: "road.closed" } }]);
  });

  for (const [position, name] of (["first", "second", "third"] as const).entries()) {
    test(`for good at the ${name} step is not tried again; what came before is undone`, async () => {
      const { operationId } = await begun();
      script[name] = fails(refused);
      await work(operationId);
      const names = ["first", "second", "third"].slice(0, position + 1);
      expect(history).toEqual([...names, ...names.toReversed().map((each) => `undo ${each}`), "failed: road.gone"]);
    });
  }

  test("for a reason of ours says so without details; the details are reported", async () => {
    const { operationId } = await begun();
    script.first = fails(
      () => new Error("password=hunter2"),
      () => new Error("x"),
      () => new Error("x"),
    );
    errors.length = 0;
    await follow(operationId);
    const row = await rowOf(operationId);
    expect(row).toMatchObject({ failureCode: "internal", failureMessage: "Something went wrong on our side." });
    expect(errors[0]).toMatchObject({ message: "password=hunter2" });
    const { lines } = await log(world.as(staffMember()), { operationId });
    expect(JSON.stringify([row, lines])).not.toContain("hunter2");
  });

  test("backs off to five minutes at most", async () => {
    const patient = { ...plan, kind: "trip.patient", attemptsMax: 12 };
    const implementations = registry([
      implement(
        patient,
        { first: step("first"), second: step("second"), third: step("third") },
        {
          succeeded: async (_scope, { subject }) => ({ audit: { target: subject }, events: [] }),
          failed: async (_scope, { subject }) => ({ audit: { target: subject }, events: [] }),
          restarted: async () => undefined,
        },
      ),
    ]);
    const mine = world.as(system, { longOperations: implementations });
    const subject = newId("service");
    const { operationId } = await world.db.transaction(platform, (tx) =>
      start(tx, mine, patient, { subject, accountId: null }),
    );
    script.first = fails(...Array.from({ length: 11 }, () => unavailable));
    const pauses: (number | undefined)[] = [];
    for (let attempt = 0; attempt < 11; attempt++) {
      await advance(mine, operationId, { leaseSeconds: 60, until: world.clock.now, report: () => undefined });
      pauses.push(await nextLook(operationId));
      world.clock.advance(pauses.at(-1) ?? 0);
    }
    expect(pauses).toEqual([2, 4, 8, 16, 32, 64, 128, 256, 300, 300, 300]);
  });
});

describe("undoing", () => {
  test("is itself tried again, with a back-off that even a cancellation does not cut short", async () => {
    const { subject, operationId } = await begun();
    script.second = fails(refused);
    script["undo second"] = fails(unavailable);
    await work(operationId);
    expect(history).toEqual(["first", "second", "undo second"]);
    await world.db.transaction(platform, (tx) => requestCancel(tx, { subject, kind: plan.kind }, world.clock.now));
    await work(operationId);
    expect(history).toHaveLength(3);

    world.clock.advance(2);
    await work(operationId);
    expect(history.slice(3)).toEqual(["undo second", "undo first", "failed: road.gone"]);
  });

  test("goes on past a step that cannot be undone, and shows which", async () => {
    const { operationId } = await begun();
    script.third = fails(refused);
    script["undo second"] = fails(unavailable, unavailable, unavailable);
    await follow(operationId);
    expect(history.at(-1)).toBe("failed: road.gone");
    expect(history).toContain("undo first");
    expect((await rowOf(operationId)).steps).toEqual(["undone", "failed", "failed"]);
  });

  test("has all its attempts, however late it began", async () => {
    const { operationId } = await begun();
    script.second = [waits(plan.giveUpAfterSeconds, "road.icy"), waits(5, "road.icy")];
    script["undo first"] = fails(unavailable, unavailable);
    await follow(operationId);
    expect(history).toEqual([
      "first",
      "second",
      "second",
      "undo second",
      "undo first",
      "undo first",
      "undo first",
      "failed: road.icy",
    ]);
    expect((await rowOf(operationId)).steps).toEqual(["undone", "failed", "pending"]);
  });
});

describe("waiting", () => {
  test("is no failure: it says for what, and looks again when it was told to", async () => {
    const { operationId } = await begun();
    script.first = Array.from({ length: 5 }, () => waits(300, "road.icy"));
    expect(await follow(operationId)).toEqual([300, 300, 300, 300, 300]);
    expect(history.at(-1)).toBe("succeeded");
  });

  test("ends for all who wait for one thing when it is there, and for nobody else", async () => {
    const [icy, dark] = [await begun(), await begun()];
    script.first = [waits(300, "road.icy"), waits(300, "road.dark")];
    await work(icy.operationId);
    await work(dark.operationId);
    const events = await world.db.transaction(platform, (tx) => wakeWaiting(tx, "road.icy", world.clock.now));
    expect(events).toEqual([{ type: "operation.due", subject: icy.operationId }]);
    await work(icy.operationId);
    await work(dark.operationId);
    expect((await rowOf(icy.operationId)).state).toBe("succeeded");
    expect(await rowOf(dark.operationId)).toMatchObject({ state: "waiting", waitingCode: "road.dark" });
  });

  test("is not resumed when the call to wake came while the step looked", async () => {
    const { operationId } = await begun();
    script.first = [
      waits(300, "road.icy"),
      async (scope) => {
        await world.db.transaction(platform, (tx) => wakeWaiting(tx, "road.icy", world.clock.now));
        return waits(300, "road.icy")(scope);
      },
    ];
    await work(operationId);
    world.clock.advance(300);
    await work(operationId);
    expect(history).toEqual(["first", "first", "first", "second", "third", "succeeded"]);
  });

  test("has an end", async () => {
    const { operationId } = await begun();
    script.second = Array.from({ length: 20 }, () => waits(300, "road.icy"));
    await follow(operationId);
    expect(history.at(-1)).toBe("failed: road.icy");
    expect(history.filter((each) => each === "second")).toHaveLength(3600 / 300 + 1);
  });
});

describe("cancelling", () => {
  test("a waiting operation undoes it at once", async () => {
    const { subject, operationId } = await begun();
    script.second = [waits(300, "road.icy")];
    await work(operationId);
    const event = await world.db.transaction(platform, (tx) =>
      requestCancel(tx, { subject, kind: plan.kind }, world.clock.now),
    );
    expect(event).toEqual({ type: "operation.due", subject: operationId });
    await work(operationId);
    expect(history).toEqual(["first", "second", "undo second", "undo first", "failed: operation.cancelled"]);
  });

  test("asks for the kind of operation that is meant, and for no other", async () => {
    const { subject, operationId } = await begun();
    const other = { subject, kind: "trip.other" };
    expect(await world.db.transaction(platform, (tx) => requestCancel(tx, other, world.clock.now))).toBeUndefined();
    await work(operationId);
    expect(history.at(-1)).toBe("succeeded");
  });

  test("one that has not begun runs no step", async () => {
    const { subject, operationId } = await begun();
    await world.db.transaction(platform, (tx) => requestCancel(tx, { subject, kind: plan.kind }, world.clock.now));
    await work(operationId);
    expect(history).toEqual(["undo first", "failed: operation.cancelled"]);
  });

  for (const [how, outcome] of [
    ["done", async () => ({ done: true })],
    ["waiting", waits(300, "road.icy")],
    ["failing", fails(unavailable)[0]],
  ] as [string, Step["run"]][]) {
    test(`a running step that ends ${how} undoes it without further waiting`, async () => {
      const { subject, operationId } = await begun();
      script.second = [
        async (scope) => {
          await world.db.transaction(platform, (tx) =>
            requestCancel(tx, { subject, kind: plan.kind }, world.clock.now),
          );
          return outcome(scope);
        },
      ];
      await work(operationId);
      expect(history).toEqual(["first", "second", "undo second", "undo first", "failed: operation.cancelled"]);
    });
  }

  test("in the last step still wins; what has ended cannot be cancelled", async () => {
    const { subject, operationId } = await begun();
    script.third = [
      async () => {
        await world.db.transaction(platform, (tx) => requestCancel(tx, { subject, kind: plan.kind }, world.clock.now));
        return { done: true };
      },
    ];
    await work(operationId);
    expect(history.at(-1)).toBe("failed: operation.cancelled");
    expect(
      await world.db.transaction(platform, (tx) => requestCancel(tx, { subject, kind: plan.kind }, world.clock.now)),
    ).toBeUndefined();
  });
});

describe("staff's retry", () => {
  const asStaff = () => world.as(staffMember("operator"), { longOperations });

  test("runs a failed operation again from its first step", async () => {
    const { operationId } = await begun();
    script.second = fails(refused);
    await work(operationId);
    history = [];
    const again = await retry(asStaff(), { operationId });
    expect(again).toMatchObject({ state: "queued", failure: null, finishedAt: null });
    expect(again.steps.map(({ state }) => state)).toEqual(["pending", "pending", "pending"]);
    expect(restarts).toBe(1);
    expect(world.announced.at(-1)).toMatchObject({ type: "operation.due", subject: operationId });
    await work(operationId);
    expect(history).toEqual(["first", "second", "third", "succeeded"]);
  });

  test("is refused for what has not failed, and once something newer was done to the same thing", async () => {
    const { subject, operationId } = await begun();
    await expect(retry(asStaff(), { operationId })).rejects.toMatchObject({ code: "operation.not_failed" });
    script.first = fails(refused, refused);
    await work(operationId);
    const newer = await world.db.transaction(platform, (tx) => start(tx, ctx(), plan, { subject, accountId: null }));
    await expect(retry(asStaff(), { operationId })).rejects.toMatchObject({ code: "operation.superseded" });
    await work(newer.operationId);
    await expect(retry(asStaff(), { operationId })).rejects.toMatchObject({ code: "operation.superseded" });
    expect(restarts).toBe(0);
    await retry(asStaff(), { operationId: newer.operationId });
  });

  test("is for operators; members and support may look, and other accounts' operations do not exist", async () => {
    const accountId = newId("account");
    const { operationId } = await begun(accountId);
    script.first = fails(refused);
    await work(operationId);
    for (const actor of [member(accountId), staffMember("support"), staffMember("billing"), system]) {
      await expect(retry(world.as(actor, { longOperations }), { operationId })).rejects.toMatchObject({
        kind: "forbidden",
      });
    }
    expect(await get(world.as(member(accountId, "reader")), { operationId })).toMatchObject({ id: operationId });
    const stranger = world.as(member(newId("account")));
    await expect(get(stranger, { operationId })).rejects.toMatchObject({ code: "operation.not_found" });
    await expect(log(stranger, { operationId })).rejects.toMatchObject({ code: "operation.not_found" });
  });
});

test("the log is read in pages by its cursor, and a step cannot flood it", async () => {
  const { operationId } = await begun();
  script.first = [
    async ({ log: line }) => {
      for (let number = 1; number <= 2500; number++) line(`line ${number} ${"x".repeat(number === 1 ? 5000 : 0)}`);
      return { done: true };
    },
  ];
  await work(operationId);
  const texts: string[] = [];
  for (let after = 0; ; ) {
    const { lines, cursor } = await log(world.as(staffMember("support")), { operationId, after });
    if (lines.length === 0) break;
    texts.push(...lines.map(({ text }) => text));
    after = cursor;
  }
  expect(texts).toHaveLength(2001);
  expect(texts[0]).toHaveLength(2000);
  expect(texts.at(-2)).toBe("line 2000 ");
  expect(texts.at(-1)).toBe("… more lines were left out");
  const rows = await world.db.transaction(platform, (tx) =>
    tx
      .select()
      .from(operationLog)
      .where(and(eq(operationLog.operationId, operationId), eq(operationLog.step, "first"))),
  );
  expect(rows).toHaveLength(2001);
});
