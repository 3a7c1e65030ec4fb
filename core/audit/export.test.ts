import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Id, newId } from "../kernel/id.ts";
import { type Ctx, record } from "../kernel/operation.ts";
import { anonymous } from "../kernel/test-context.ts";
import { type TestPlatform, testPlatform } from "../provisioning/test-platform.ts";
import * as AuditLog from "./index.ts";

let platform: TestPlatform;
beforeAll(async () => {
  platform = await testPlatform();
});
afterAll(() => platform.close());

/** As many rows as there are targets, oldest first. */
async function writeAll(
  accountId: Id<"account">,
  targets: readonly string[],
  { after, action = "order.refund", ctx = platform.asSystem }: { after?: object; action?: string; ctx?: Ctx } = {},
): Promise<void> {
  for (let n = 0; n < targets.length; n += 50) {
    await platform.world.db.transaction({ role: "platform" }, async (tx) => {
      for (const target of targets.slice(n, n + 50)) {
        await record({ tx, ctx }, action, { target, accountId, after }, []);
      }
    });
  }
}

async function whole(ctx: Ctx, format: "csv" | "json"): Promise<{ text: string; parts: number }> {
  let text = "";
  for (let cursor: string | undefined, parts = 1; ; parts++) {
    const part = await AuditLog.exportActivity(ctx, { format, ...(cursor && { cursor }) });
    expect(Buffer.byteLength(JSON.stringify(part))).toBeLessThan(6_000_000);
    text += part.text;
    if (part.nextCursor === null) return { text, parts };
    cursor = part.nextCursor;
  }
}

describe("the export", () => {
  test("is one file of all rows, however many answers it takes", async () => {
    const { owner, accountId } = await platform.customer();
    const targets = Array.from({ length: 620 }, (_, n) => `thing_${n}`);
    await writeAll(accountId, targets);
    const json = await whole(owner, "json");
    expect(json.parts).toBe(2);
    const rows = JSON.parse(json.text) as { target: { id: string } }[];
    expect(rows.map(({ target }) => target.id)).toEqual(targets.toReversed());
    const lines = (await whole(owner, "csv")).text.trimEnd().split("\r\n");
    expect(lines).toHaveLength(targets.length + 1);
    expect(lines[0]).toMatch(/^"Time","Who",/);
    expect(lines[1]).toContain('"Rookery began the refund of thing_619"');
  });

  test("fits what the gateway lets pass, with the longest that can be shown in every row", async () => {
    const { owner, accountId } = await platform.customer();
    // Each quotation mark becomes two in CSV, and each of those two bytes in the answer's JSON.
    const typed = '"'.repeat(4_000);
    const after = { name: typed, summary: typed, memoryMb: typed, cpuPercent: typed, processes: typed, diskMb: typed };
    const targets = Array.from({ length: 500 }, (_, n) => `thing_${n}`);
    await writeAll(accountId, targets, { after, action: "plan.define" });
    for (const format of ["csv", "json"] as const) expect((await whole(owner, format)).parts).toBe(2);
  });

  test("of nothing is an empty list, and a head without rows", async () => {
    const { owner } = await platform.customer();
    expect(JSON.parse((await whole(owner, "json")).text)).toEqual([]);
    expect((await whole(owner, "csv")).text.split("\r\n")).toHaveLength(2);
  });

  test("runs no formula that somebody chose for a name", async () => {
    const { owner, accountId } = await platform.customer();
    await writeAll(accountId, ["-1+2", "@SUM(A1)"], { after: { reason: "=cmd|' /C calc'!A0" } });
    await writeAll(accountId, [newId("order")], {
      after: { reason: "+1" },
      ctx: { ...platform.asSystem, actor: anonymous },
    });
    const { text } = await whole(owner, "csv");
    for (const cell of ["'-1+2", "'@SUM(A1)", "'=cmd|' /C calc'!A0", "'+1"]) expect(text).toContain(`"${cell}"`);
    expect(text).not.toMatch(/(^|,)"[=+\-@]/m);
  });
});
