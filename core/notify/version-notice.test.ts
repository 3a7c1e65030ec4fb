import { eq } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { type Id, newId } from "../kernel/id.ts";
import type { Ctx } from "../kernel/operation.ts";
import { type TestPlatform, testPlatform } from "../provisioning/test-platform.ts";
import * as Services from "../services/index.ts";
import { service } from "../services/service.sql.ts";
import { compose } from "./index.ts";

let platform: TestPlatform;
let owner: Ctx;
let count = 0;
beforeAll(async () => {
  platform = await testPlatform();
});
afterAll(() => platform.close());
beforeEach(async () => {
  platform.world.clock.now = new Date("2026-09-01T08:00:00Z");
  ({ owner } = await platform.customer());
});

async function website(version: string): Promise<Id<"service">> {
  count += 1;
  const app = { template: "php", parameters: { version } };
  const { serviceId } = await platform.paidOrder(owner, `ending-${count}`, { app });
  return serviceId as Id<"service">;
}
const at = (day: string) => {
  platform.world.clock.now = new Date(`${day}Z`);
};
const change = (id: Id<"service">, set: Partial<typeof service.$inferInsert>) =>
  platform.world.db.transaction({ role: "platform" }, (tx) => tx.update(service).set(set).where(eq(service.id, id)));
/** As the daily job does, twice at a time; how often it has told since it was last asked. */
async function told(serviceId: Id<"service">): Promise<number> {
  const before = platform.world.announced.length;
  for (let times = 0; times < 2; times++) {
    const { due, next } = await Services.versionsEnding(platform.asSystem, { after: null });
    expect(next).toBeNull();
    await Promise.all([...due, ...due].map((one) => Services.tellVersionEnding(platform.asSystem, { serviceId: one })));
  }
  const { due } = await Services.versionsEnding(platform.asSystem, { after: null });
  expect(due).toEqual([]);
  return platform.world.announced
    .slice(before)
    .filter(({ type, subject }) => type === "service.version_ending" && subject === serviceId).length;
}
const mail = (subject: Id<"service">) =>
  compose(platform.asSystem, { eventId: newId("event"), type: "service.version_ending", subject });

test("sixty days before a website's version ends, fourteen days before and when it has, its people are told once", async () => {
  const serviceId = await website("8.2");
  const newer = await website("8.4");
  const seen: [string, number][] = [];
  const days = ["11-01T23:59", "11-02T00:01", "11-03T00:01", "12-17T23:59", "12-18T00:01", "12-31T23:59"];
  for (const day of days.map((one) => `2026-${one}:00`)) {
    at(day);
    seen.push([day.slice(5, 16), await told(serviceId)]);
  }
  expect(seen).toEqual(days.map((day) => [day, ["11-02T00:01", "12-18T00:01"].includes(day) ? 1 : 0]));
  const soon = await mail(serviceId);
  expect(soon?.subject).toBe(`PHP 8.2 of ending-${count - 1} comes to its end on 2026-12-31`);
  expect(soon?.text).toContain("Debian goes on mending flaws in its security until 2028-06-30.");
  expect(soon?.text).toContain(`https://portal.example/services/${serviceId}`);
  at("2027-01-01T03:20:00");
  expect(await told(serviceId)).toBe(1);
  expect((await mail(serviceId))?.subject).toBe(`PHP 8.2 of ending-${count - 1} has come to its end`);
  at("2027-01-02T03:20:00");
  expect([await told(serviceId), await mail(newer)]).toEqual([0, null]);
  // Debian's support ends later, and is told of like the makers'.
  at("2028-06-20T03:20:00");
  expect(await told(serviceId)).toBe(1);
  expect((await mail(serviceId))?.text).toContain("which Debian looks after until 2028-06-30");
});

test("nobody is told who chose the version as late, whose website goes, or who has chosen another since", async () => {
  const [kept, gone] = [await website("8.2"), await website("8.2")];
  at("2026-12-10T08:00:00");
  const late = await website("8.2");
  await change(gone, { state: "terminating" });
  expect(await told(kept)).toBe(1);
  for (const one of [gone, late]) expect(await mail(one)).toBeNull();
  at("2026-12-20T08:00:00");
  expect(await told(late)).toBe(1);
  await change(late, { parameters: { version: "8.4" } });
  expect(await mail(late)).toBeNull();
});
