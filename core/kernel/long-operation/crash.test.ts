import { spawn } from "node:child_process";
import path from "node:path";
import { eq, like } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Id, newId } from "../id.ts";
import { auditLog, inbox, outbox } from "../kernel.sql.ts";
import { system, type TestWorld, testWorld } from "../test-context.ts";
import { advance } from "./advance.ts";
import { operation, operationStep } from "./long-operation.sql.ts";
import { registry, start } from "./plan.ts";
import { buildPlan, houses } from "./test-plan.ts";

let world: TestWorld;
beforeAll(async () => {
  world = await testWorld();
});
afterAll(() => world.close());

const platform = { role: "platform" } as const;

async function begun(): Promise<{ subject: string; operationId: Id<"operation"> }> {
  const subject = newId("service");
  const { operationId } = await world.db.transaction(platform, (tx) =>
    start(tx, world.as(system), buildPlan, { subject, accountId: null }),
  );
  return { subject, operationId };
}

/** Lets a process stop at every point, each with another operation, and die. Resolves to what it printed. */
const killedWorker = (operations: readonly string[], broken = ""): Promise<string> =>
  new Promise((resolve, reject) => {
    const script = path.join(import.meta.dirname, "test-worker.ts");
    const args = [script, world.url, world.clock.now.toISOString(), broken, ...operations];
    const child = spawn(process.execPath, args, { stdio: ["ignore", "pipe", "pipe"] });
    let printed = "";
    let problem = "";
    child.stdout.on("data", (text) => {
      printed += text;
    });
    child.stderr.on("data", (text) => {
      problem += text;
    });
    child.on("error", reject);
    child.on("close", (_code, signal) => (signal === "SIGKILL" ? resolve(printed) : reject(new Error(problem))));
  });

/** What a second process does once the first one's lease has run out. */
async function goOn(operationId: Id<"operation">, broken: string | undefined): Promise<void> {
  const later = new Date(world.clock.now.getTime() + 61_000);
  const ports = { longOperations: registry([houses({ broken })]) };
  const report = () => undefined;
  const options = { leaseSeconds: 60, until: new Date(later.getTime() + 60_000), report };
  await advance({ ...world.as(system, ports), now: () => later }, operationId, options);
}

async function found(subject: string, operationId: Id<"operation">) {
  return world.db.transaction(platform, async (tx) => {
    const parts = await tx
      .select()
      .from(inbox)
      .where(like(inbox.key, `${subject} %`))
      .orderBy(inbox.key);
    const [row] = await tx.select().from(operation).where(eq(operation.id, operationId));
    const steps = await tx
      .select()
      .from(operationStep)
      .where(eq(operationStep.operationId, operationId))
      .orderBy(operationStep.position);
    const audits = await tx.select().from(auditLog).where(eq(auditLog.target, subject));
    const events = await tx.select().from(outbox).where(eq(outbox.subject, subject));
    return {
      parts: parts.map(({ key }) => key.slice(subject.length + 1)),
      state: row?.state,
      steps: steps.map(({ state }) => state),
      audits: audits.map(({ action }) => action),
      events: events.map(({ type }) => type),
    };
  });
}

/** As many operations as there are points, and one that is not interrupted, which shows how many there are. */
async function killedEverywhere(
  points: number,
  broken: string | undefined,
  expected: Awaited<ReturnType<typeof found>>,
): Promise<void> {
  const all = await Promise.all(Array.from({ length: points + 1 }, begun));
  const ids = all.map(({ operationId }) => operationId);
  expect(await killedWorker(ids, broken)).toBe(`${ids.at(-1)} passed ${points} points\n`);

  const unfinished = await Promise.all(all.map(({ subject, operationId }) => found(subject, operationId)));
  expect(unfinished.filter(({ audits }) => audits.length === 0)).toHaveLength(points - 2);

  for (const { subject, operationId } of all) {
    await goOn(operationId, broken);
    expect(await found(subject, operationId), `killed at point ${ids.indexOf(operationId) + 1}`).toEqual(expected);
  }
}

describe("kill -9 at every point of an operation", () => {
  // Each step: its lease, both sides of its effect, its result, the record of that. At the end, the announcement.
  test("that succeeds: nothing is lost and nothing is done twice", () =>
    killedEverywhere(3 * 5 + 1, undefined, {
      parts: ["build", "built", "dig", "paint"],
      state: "succeeded",
      steps: ["done", "done", "done"],
      audits: ["house.build.succeeded"],
      events: ["house.built"],
    }));

  test("that fails in its second step: everything is undone, once", () =>
    killedEverywhere(4 * 5 + 1, "build", {
      parts: ["abandoned"],
      state: "failed",
      steps: ["undone", "failed", "pending"],
      audits: ["house.build.failed"],
      events: ["house.abandoned"],
    }));
});
