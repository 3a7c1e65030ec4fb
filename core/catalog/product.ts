import { asc, eq } from "drizzle-orm";
import { z } from "zod";
import type { Tx } from "../kernel/db.ts";
import { notFound } from "../kernel/errors.ts";
import { Id, newId } from "../kernel/id.ts";
import { command } from "../kernel/operation.ts";
import { only } from "../kernel/rows.ts";
import { families, saleStates, slugPattern } from "./catalog.state.ts";
import { demand, demandSameIds, demandSeen, managing, slugTaken, takeCatalogTurn } from "./changing.ts";
import { product } from "./product.sql.ts";

export type ProductRow = typeof product.$inferSelect;

export const Slug = z.string().min(2).max(40).regex(slugPattern, { error: "Small letters, digits and hyphens." });
export const ProductWords = z.object({
  name: z.string().trim().min(1).max(40),
  description: z.string().trim().max(300),
});

/** What is answered to a change; the page reads the rest again. */
export const Changed = z.object({ id: z.string(), revision: z.int(), state: z.enum(saleStates) });
export type Changed = z.infer<typeof Changed>;
export const changedTo = ({ id, revision, state }: Changed): Changed => ({ id, revision, state });

export const createProduct = command({
  name: "product.create",
  input: ProductWords.extend({ slug: Slug, family: z.enum(families).default("hosting") }),
  allow: managing,
  async run({ tx, ctx }, input) {
    await takeCatalogTurn(tx);
    if (await productBySlug(tx, input.slug)) throw slugTaken(input.slug);
    const row = await insertProduct(tx, { ...input, state: "draft", createdAt: ctx.now() });
    return { value: changedTo(row), audit: { target: row.id, after: recorded(row) }, events: [] };
  },
});

export const changeProduct = command({
  name: "product.change",
  input: ProductWords.extend({ productId: Id("product"), revision: z.int() }),
  allow: managing,
  async run({ tx }, { productId, revision, ...words }) {
    await takeCatalogTurn(tx);
    const before = await readProduct(tx, productId);
    demandSeen(before, revision);
    if (before.name === words.name && before.description === words.description) {
      return { value: changedTo(before), audit: "unchanged", events: [] };
    }
    const after = await update(tx, before, words);
    return {
      value: changedTo(after),
      audit: { target: productId, before: recorded(before), after: recorded(after) },
      events: [],
    };
  },
});

/** On sale, or no longer: its plans are sold only while it is. */
export const setProductState = command({
  name: "product.set_state",
  input: z.object({ productId: Id("product"), revision: z.int(), state: z.enum(["on_sale", "retired"]) }),
  allow: managing,
  async run({ tx }, { productId, revision, state }) {
    await takeCatalogTurn(tx);
    const before = await readProduct(tx, productId);
    demandSeen(before, revision);
    demand(state === "on_sale" ? "offerProduct" : "retireProduct", before);
    const after = await update(tx, before, { state });
    return {
      value: changedTo(after),
      audit: { target: productId, before: { state: before.state }, after: { state } },
      events: [],
    };
  },
});

export const reorderProducts = command({
  name: "product.reorder",
  input: z.object({
    /** As they stand, so that nobody undoes what they have not seen. */
    seen: z.array(Id("product")).max(500),
    productIds: z.array(Id("product")).max(500),
  }),
  allow: managing,
  async run({ tx }, { seen, productIds }) {
    await takeCatalogTurn(tx);
    const rows = await tx.select().from(product).orderBy(asc(product.position), asc(product.id));
    demandSameIds(
      rows.map(({ id }) => id),
      seen,
      productIds,
    );
    for (const [position, id] of productIds.entries()) {
      await tx.update(product).set({ position }).where(eq(product.id, id));
    }
    const names = productIds.map((id) => rows.find((row) => row.id === id)?.name);
    return { value: {}, audit: { target: "catalogue", after: { order: names } }, events: [] };
  },
});

export async function readProduct(tx: Tx, id: Id<"product">): Promise<ProductRow> {
  const [row] = await tx.select().from(product).where(eq(product.id, id));
  if (!row) throw notFound("product");
  return row;
}

export async function productBySlug(tx: Tx, slug: string): Promise<ProductRow | undefined> {
  const [row] = await tx.select().from(product).where(eq(product.slug, slug));
  return row;
}

/** Behind those that there are. */
export async function insertProduct(
  tx: Tx,
  row: Omit<ProductRow, "id" | "position" | "revision">,
): Promise<ProductRow> {
  const position = await tx.$count(product);
  return only(
    await tx
      .insert(product)
      .values({ id: newId("product"), ...row, position, revision: 1 })
      .returning(),
  );
}

const update = async (tx: Tx, { id, revision }: ProductRow, change: Partial<ProductRow>): Promise<ProductRow> =>
  only(
    await tx
      .update(product)
      .set({ ...change, revision: revision + 1 })
      .where(eq(product.id, id))
      .returning(),
  );

const recorded = ({ slug, name, description, state }: ProductRow) => ({ slug, name, description, state });
