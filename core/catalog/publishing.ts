import { eq } from "drizzle-orm";
import { z } from "zod";
import { DomainError } from "../kernel/errors.ts";
import { Id, newId } from "../kernel/id.ts";
import { type Audit, command, type Scope } from "../kernel/operation.ts";
import { demand, managing } from "./changing.ts";
import { planVersion } from "./plan.sql.ts";
import { type PlanRow, seenPlan, updatePlan } from "./plan.ts";
import { changedTo } from "./product.ts";
import { areSame, columnsOf, demandFitting, NewTerms, recordedTerms } from "./terms.ts";
import { draftOf, newestPublished } from "./version.ts";

const byPlan = z.object({ planId: Id("plan"), revision: z.int() });
const noDraft = () => new DomainError("conflict", "plan.no_draft", "There is no draft of this plan.");

/** Writes what the next version of a plan is to be. Nothing is sold by it before it is published. */
export const draftVersion = command({
  name: "plan.draft",
  input: byPlan.extend({ terms: NewTerms }),
  allow: managing,
  async run({ tx, ctx }, { planId, revision, terms }) {
    const row = await seenPlan(tx, planId, revision);
    demandFitting(row.kind, terms);
    const columns = columnsOf(terms);
    const draft = await draftOf(tx, planId);
    const current = await newestPublished(tx, planId);
    const basis = draft ?? current;
    if (basis && areSame(basis, columns)) return { value: changedTo(row), audit: "unchanged", events: [] };
    if (draft) {
      await tx.update(planVersion).set(columns).where(eq(planVersion.id, draft.id));
    } else {
      const number = (current?.number ?? 0) + 1;
      await tx
        .insert(planVersion)
        .values({ id: newId("planVersion"), planId, number, ...columns, createdAt: ctx.now() });
    }
    const after = await updatePlan(tx, row, {});
    const before = basis && recordedTerms(basis);
    return { value: changedTo(after), audit: { target: planId, before, after: recordedTerms(columns) }, events: [] };
  },
});

export const discardDraft = command({
  name: "plan.discard_draft",
  input: byPlan,
  allow: managing,
  async run({ tx }, { planId, revision }) {
    const row = await seenPlan(tx, planId, revision);
    const draft = await draftOf(tx, planId);
    if (!draft) throw noDraft();
    if (!(await newestPublished(tx, planId))) {
      throw new DomainError("conflict", "plan.first_draft", "A plan that was never published is its draft: retire it.");
    }
    await tx.delete(planVersion).where(eq(planVersion.id, draft.id));
    const after = await updatePlan(tx, row, {});
    return { value: changedTo(after), audit: { target: planId, before: recordedTerms(draft) }, events: [] };
  },
});

/** From now on the draft is what new orders get. What was ordered before, and what runs, keeps what it was sold. */
export const publish = command({
  name: "plan.publish",
  input: byPlan,
  allow: managing,
  confirm: true,
  async run(scope, { planId, revision }) {
    const row = await seenPlan(scope.tx, planId, revision);
    demand("publishPlan", row);
    const { after, audit } = await publishDraft(scope, row);
    return { value: changedTo(after), audit, events: [] };
  },
});

export async function publishDraft({ tx, ctx }: Scope, row: PlanRow): Promise<{ after: PlanRow; audit: Audit }> {
  const draft = await draftOf(tx, row.id);
  if (!draft) throw noDraft();
  const current = await newestPublished(tx, row.id);
  const publishedBy = "personId" in ctx.actor ? ctx.actor.personId : null;
  await tx.update(planVersion).set({ publishedAt: ctx.now(), publishedBy }).where(eq(planVersion.id, draft.id));
  const after = await updatePlan(tx, row, { state: "on_sale" });
  const audit = {
    target: row.id,
    before: current && { version: current.number, ...recordedTerms(current) },
    after: { version: draft.number, ...recordedTerms(draft) },
  };
  return { after, audit };
}
