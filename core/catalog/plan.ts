import { asc, eq } from "drizzle-orm";
import { z } from "zod";
import type { Tx } from "../kernel/db.ts";
import { DomainError, notFound } from "../kernel/errors.ts";
import { Id, newId } from "../kernel/id.ts";
import { command } from "../kernel/operation.ts";
import { only } from "../kernel/rows.ts";
import { planKinds } from "./catalog.state.ts";
import { demand, demandSameIds, demandSeen, managing, slugTaken, takeCatalogTurn } from "./changing.ts";
import { plan, planVersion } from "./plan.sql.ts";
import { changedTo, readProduct, Slug } from "./product.ts";
import { columnsOf, demandFitting, NewTerms, recordedTerms } from "./terms.ts";
import { newestPublished } from "./version.ts";

export type PlanRow = typeof plan.$inferSelect;

export const PlanWords = z.object({
  name: z.string().trim().min(1).max(40),
  summary: z.string().trim().max(200),
});

/** A plan that nobody sees yet, with the draft of its first version. */
export const createPlan = command({
  name: "plan.create",
  input: PlanWords.extend({
    productId: Id("product"),
    slug: Slug,
    kind: z.enum(planKinds).default("plan"),
    terms: NewTerms,
  }),
  allow: managing,
  async run({ tx, ctx }, { productId, terms, ...input }) {
    await takeCatalogTurn(tx);
    await readProduct(tx, productId);
    if (await planBySlug(tx, input.slug)) throw slugTaken(input.slug);
    const row = await insertPlan(tx, { ...input, productId, createdAt: ctx.now() }, terms);
    const after = { ...recorded(row), ...recordedTerms(columnsOf(terms)) };
    return { value: changedTo(row), audit: { target: row.id, after }, events: [] };
  },
});

export const changePlan = command({
  name: "plan.change",
  input: PlanWords.extend({ planId: Id("plan"), revision: z.int() }),
  allow: managing,
  async run({ tx }, { planId, revision, ...words }) {
    const before = await seenPlan(tx, planId, revision);
    if (before.name === words.name && before.summary === words.summary) {
      return { value: changedTo(before), audit: "unchanged", events: [] };
    }
    const after = await updatePlan(tx, before, words);
    return {
      value: changedTo(after),
      audit: { target: planId, before: recorded(before), after: recorded(after) },
      events: [],
    };
  },
});

/** Takes a plan off sale, or puts it back with the version that was published last. Services that run keep theirs. */
export const setPlanState = command({
  name: "plan.set_state",
  input: z.object({ planId: Id("plan"), revision: z.int(), state: z.enum(["on_sale", "retired"]) }),
  allow: managing,
  async run({ tx }, { planId, revision, state }) {
    const before = await seenPlan(tx, planId, revision);
    demand(state === "on_sale" ? "offerPlan" : "retirePlan", before);
    if (state === "on_sale" && !(await newestPublished(tx, planId))) {
      throw new DomainError("conflict", "plan.never_published", "This plan has no published version to be sold.");
    }
    const after = await updatePlan(tx, before, { state });
    return {
      value: changedTo(after),
      audit: { target: planId, before: { state: before.state }, after: { state } },
      events: [],
    };
  },
});

export const reorderPlans = command({
  name: "plan.reorder",
  input: z.object({
    productId: Id("product"),
    /** As they stand, so that nobody undoes what they have not seen. */
    seen: z.array(Id("plan")).max(500),
    planIds: z.array(Id("plan")).max(500),
  }),
  allow: managing,
  async run({ tx }, { productId, seen, planIds }) {
    await takeCatalogTurn(tx);
    await readProduct(tx, productId);
    const rows = await tx
      .select()
      .from(plan)
      .where(eq(plan.productId, productId))
      .orderBy(asc(plan.position), asc(plan.id));
    demandSameIds(
      rows.map(({ id }) => id),
      seen,
      planIds,
    );
    for (const [position, id] of planIds.entries()) await tx.update(plan).set({ position }).where(eq(plan.id, id));
    const names = planIds.map((id) => rows.find((row) => row.id === id)?.name);
    return { value: {}, audit: { target: productId, after: { order: names } }, events: [] };
  },
});

/** The plan, locked against other changes, if it still is what whoever changes it saw. */
export async function seenPlan(tx: Tx, id: Id<"plan">, revision: number): Promise<PlanRow> {
  await takeCatalogTurn(tx);
  const row = await readPlan(tx, id);
  demandSeen(row, revision);
  return row;
}

export async function readPlan(tx: Tx, id: Id<"plan">): Promise<PlanRow> {
  const [row] = await tx.select().from(plan).where(eq(plan.id, id));
  if (!row) throw notFound("plan");
  return row;
}

export async function planBySlug(tx: Tx, slug: string): Promise<PlanRow | undefined> {
  const [row] = await tx.select().from(plan).where(eq(plan.slug, slug));
  return row;
}

/** Behind those that the product has, as a draft. */
export async function insertPlan(
  tx: Tx,
  row: Omit<PlanRow, "id" | "position" | "revision" | "state">,
  terms: NewTerms,
): Promise<PlanRow> {
  demandFitting(row.kind, terms);
  const position = await tx.$count(plan, eq(plan.productId, row.productId));
  const inserted = only(
    await tx
      .insert(plan)
      .values({ id: newId("plan"), ...row, position, state: "draft", revision: 1 })
      .returning(),
  );
  const of = { planId: inserted.id, number: 1, createdAt: row.createdAt };
  await tx.insert(planVersion).values({ id: newId("planVersion"), ...of, ...columnsOf(terms) });
  return inserted;
}

export const updatePlan = async (tx: Tx, { id, revision }: PlanRow, change: Partial<PlanRow>): Promise<PlanRow> =>
  only(
    await tx
      .update(plan)
      .set({ ...change, revision: revision + 1 })
      .where(eq(plan.id, id))
      .returning(),
  );

const recorded = ({ kind, slug, name, summary, state }: PlanRow) => ({ kind, slug, name, summary, state });
