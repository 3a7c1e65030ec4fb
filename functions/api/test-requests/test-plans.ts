import { type Id, newId } from "#core/kernel/id.ts";
import { release } from "#core/releases/release.sql.ts";
import { service } from "#core/services/service.sql.ts";
import type { TestApi } from "../test-api.ts";
import type { Setting, TestRequests } from "./test-setting.ts";

/** A website that was sold an earlier version of the plan, and an extra. */
export async function planSamples(
  { tx, accountId, plan, sold, createdAt }: Setting,
  { planVersionId }: { planVersionId: Id<"planVersion"> },
) {
  const id = newId("service");
  const app = { template: "static", parameters: {} };
  await tx.insert(service).values({
    ...{ id, accountId, orderId: newId("order"), name: "site-older", state: "active", ...app, generation: 1 },
    extras: [{ id: plan.id, versionId: plan.versionId, name: "More", count: 1 }],
    ...{ ...sold, planVersionId, ...plan.limits, paidUntil: new Date(createdAt.getTime() + 864_000_000), createdAt },
  });
  await tx.insert(release).values({
    ...{ id: newId("release"), accountId, serviceId: id, number: 1, state: "live", cause: "order", ...app },
    ...{ stack: "s-sample-6", kept: true, operationId: newId("operation"), createdAt },
    requestedBy: { type: "system", job: "test" },
  });
  return { plans: { serviceId: id } };
}

export const planRequests = ({ plan }: TestApi, { plans }: Awaited<ReturnType<typeof planSamples>>) =>
  ({
    "GET /services/{serviceId}/plans": { params: plans },
    "GET /services/{serviceId}/extras": { params: plans },
    "POST /services/{serviceId}/extras": { params: plans, body: { extras: [] } },
    "POST /services/{serviceId}/plan": { params: plans, body: { planId: plan.id, planVersionId: plan.versionId } },
  }) satisfies TestRequests;
