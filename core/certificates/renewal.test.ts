import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Id, newId } from "../kernel/id.ts";
import { Sealed } from "../kernel/sealed.ts";
import { system, type TestWorld, testWorld } from "../kernel/test-context.ts";
import { longOperations } from "../provisioning/index.ts";
import { certificate, certificateOrder } from "./certificate.sql.ts";
import { due, late, renew } from "./index.ts";
import { isLate, renewAtOf, tryAgainAt, withinWindow } from "./renewal.state.ts";

const dayMs = 86_400_000;
const lifetimeOf = (days: number, from = new Date("2026-11-22T08:00:00Z")) => ({
  notBefore: from,
  notAfter: new Date(from.getTime() + days * dayMs),
});
/** Sealed with a key that there is not. */
const unopenable = Sealed.fromBytes(Buffer.concat([Buffer.from([1]), Buffer.from("0".repeat(26)), Buffer.alloc(80)]));

describe.each([
  [6, 3],
  [45, 15],
  [90, 30],
])("a certificate of %i days", (days, left) => {
  const lifetime = lifetimeOf(days);

  test(`is renewed with ${left} days left at least, and not all of them at once`, () => {
    const leftAt = (chance: number) => (lifetime.notAfter.getTime() - renewAtOf(lifetime, chance).getTime()) / dayMs;
    expect(leftAt(0)).toBeCloseTo(left, 5);
    expect(leftAt(1)).toBeGreaterThan(left);
    expect(leftAt(1)).toBeLessThan(left + days / 10);
  });

  test("is tried for again and again before it ends when nothing works, and somebody is told in time", () => {
    let now = renewAtOf(lifetime, 0);
    let tries = 1;
    let daysLeftWhenTold: number | undefined;
    for (; now < lifetime.notAfter; tries++) {
      if (isLate(lifetime, now)) daysLeftWhenTold ??= (lifetime.notAfter.getTime() - now.getTime()) / dayMs;
      const next = tryAgainAt(lifetime, tries, now);
      expect(next.getTime() - now.getTime()).toBeGreaterThanOrEqual(3_600_000 * 0.99);
      now = next;
    }
    expect(tries).toBeGreaterThanOrEqual(10);
    expect(daysLeftWhenTold).toBeGreaterThan(days / 5);
  });
});

test("a window that an authority names is kept to", () => {
  const [start, end] = [new Date("2026-12-01T00:00:00Z"), new Date("2026-12-02T00:00:00Z")];
  expect([0, 1].map((chance) => withinWindow({ start, end }, chance))).toEqual([start, end]);
});

describe("the sweep", () => {
  let world: TestWorld;
  beforeAll(async () => {
    world = await testWorld();
  });
  afterAll(() => world.close());

  async function issued(days: number, count: number): Promise<Id<"certificate">[]> {
    const lifetime = lifetimeOf(days, world.clock.now);
    const rows = Array.from({ length: count }, (_, index) => ({
      ...{ id: newId("certificate"), accountId: newId("account"), names: [`${days}-${index}.garden.net`] },
      ...{ method: "http-01" as const, state: "valid" as const, failures: 0, createdAt: world.clock.now },
      ...{ ...lifetime, renewAt: renewAtOf(lifetime, index / count) },
    }));
    await world.db.transaction({ role: "platform" }, (tx) => tx.insert(certificate).values(rows));
    return rows.map(({ id }) => id);
  }

  test("orders each when its time has come, once, and never more at once than it may", async () => {
    const ctx = world.as(system, { longOperations });
    const [six] = await issued(6, 1);
    const many = await issued(45, 130);
    expect(await due(ctx, {})).toEqual([]);
    world.clock.advance(3 * 86_400);
    expect(await due(ctx, {})).toEqual([six]);
    await renew(ctx, { certificateId: six as Id<"certificate"> });
    await renew(ctx, { certificateId: six as Id<"certificate"> });
    expect(world.announced.map(({ type }) => type)).toEqual(["operation.due"]);
    world.clock.advance(27 * 86_400);
    const first = await due(ctx, {});
    expect(first).toHaveLength(100);
    await world.db.transaction({ role: "platform" }, (tx) =>
      tx.insert(certificateOrder).values(
        many.slice(0, 60).map((certificateId) => ({
          ...{ certificateId, accountId: newId("account"), directory: "https://ca.example", privateKey: unopenable },
          createdAt: world.clock.now,
        })),
      ),
    );
    const next = await due(ctx, {});
    expect(next).toHaveLength(40);
    expect(next.filter((id) => many.slice(0, 60).includes(id))).toEqual([]);
    expect(await late(ctx, {})).toBe(1);
    world.clock.advance(14 * 86_400);
    expect(await late(ctx, {})).toBe(131);
  });
});
