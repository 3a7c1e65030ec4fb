import { z } from "zod";
import * as Catalog from "#core/catalog/index.ts";
import * as Identity from "#core/identity/index.ts";
import type { Ctx } from "#core/kernel/operation.ts";
import * as Nodes from "#core/nodes/index.ts";

const Order = z.strictObject({
  staff: z.strictObject({ name: z.string(), email: z.string(), show: z.boolean().default(false) }).optional(),
  products: z.array(Catalog.setUp.input).max(100).default([]),
});

export interface FirstSteps {
  /** Goes into every node's bootstrap. */
  platformKey: string;
  /** Of an administrator who has not chosen a password: whether the link was mailed, or the link itself if that was asked for. */
  invitation?: "mailed" | (string & {});
  /** They are there now; what was there before was left as it is. */
  plans: string[];
}

/** What a new platform needs that nobody can enter yet: its first administrator, its SSH key, its plans. Safe to repeat. */
export async function firstSteps(ctx: Ctx, order: unknown): Promise<FirstSteps> {
  const { staff, products } = Order.parse(order);
  for (const product of products) await Catalog.setUp(ctx, product);
  const { publicKey: platformKey } = await Nodes.ensurePlatformKey(ctx, {});
  const invitation = staff && (await appointed(ctx, staff));
  return {
    platformKey,
    plans: products.flatMap(({ plans }) => plans.map(({ slug }) => slug)),
    ...(invitation !== undefined && { invitation }),
  };
}

async function appointed(
  ctx: Ctx,
  staff: { name: string; email: string; show: boolean },
): Promise<FirstSteps["invitation"]> {
  const { invited, link } = await Identity.appoint(ctx, { ...staff, role: "administrator" });
  return invited ? (link?.reveal() ?? "mailed") : undefined;
}
