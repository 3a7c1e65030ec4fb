import { randomBytes } from "node:crypto";
import { z } from "zod";
import * as Catalog from "#core/catalog/index.ts";
import * as Identity from "#core/identity/index.ts";
import type { Ctx } from "#core/kernel/operation.ts";
import * as Nodes from "#core/nodes/index.ts";

const Order = z.strictObject({
  staff: z.strictObject({ name: z.string(), email: z.string() }).optional(),
  plans: z
    .array(Catalog.define.input.omit({ position: true }))
    .max(100)
    .default([]),
});

export interface FirstSteps {
  /** Goes into every node's bootstrap. */
  platformKey: string;
  /** Of a member of staff who was new; nobody can read it again. */
  password?: string;
  /** On sale now, in this order. */
  plans: string[];
}

/** What a new platform needs that nobody can enter yet: its first administrator, its SSH key, its plans. Safe to repeat. */
export async function firstSteps(ctx: Ctx, order: unknown): Promise<FirstSteps> {
  const { staff, plans } = Order.parse(order);
  for (const [position, plan] of plans.entries()) await Catalog.define(ctx, { ...plan, position });
  const { publicKey: platformKey } = await Nodes.ensurePlatformKey(ctx, {});
  const password = staff && (await appointed(ctx, staff));
  return { platformKey, plans: plans.map(({ slug }) => slug), ...(password !== undefined && { password }) };
}

async function appointed(ctx: Ctx, { name, email }: { name: string; email: string }): Promise<string | undefined> {
  const password = randomBytes(18).toString("base64url");
  const { appointed: isNew } = await Identity.appoint(ctx, { name, email, password, role: "administrator" });
  return isNew ? password : undefined;
}
