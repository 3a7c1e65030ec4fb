import { addOn } from "#core/add-ons/add-on.sql.ts";
import { makePasswords } from "#core/add-ons/index.ts";
import { planVersion } from "#core/catalog/plan.sql.ts";
import { type Id, newId } from "#core/kernel/id.ts";
import { release } from "#core/releases/release.sql.ts";
import { service } from "#core/services/service.sql.ts";
import type { Setting, TestRequests } from "./test-setting.ts";

const limits = { memoryMb: 512, cpuPercent: 100, processes: 256, diskMb: 4096 };

/** A website with one database, of a plan with room for another one. */
export async function databaseSamples({ tx, keys, accountId, sold, createdAt }: Setting) {
  const planVersionId = newId("planVersion");
  const { planId, priceMinor, priceCurrency } = sold;
  // Before all others, so that it is not what is sold now.
  const terms = { ...limits, priceMinor, priceCurrency, setupFeeMinor: 0, trafficGb: 1, sites: 1, databases: 3 };
  await tx
    .insert(planVersion)
    .values({ id: planVersionId, planId, number: 0, ...terms, createdAt, publishedAt: createdAt });
  const serviceId: Id<"service"> = newId("service");
  const php = { template: "php", parameters: {} };
  await tx.insert(service).values({
    ...{ id: serviceId, accountId, orderId: newId("order"), name: "site-databases", state: "active", ...php },
    ...{ generation: 1, ...sold, planVersionId, ...limits, paidUntil: createdAt, createdAt },
  });
  await tx.insert(release).values({
    ...{ id: newId("release"), accountId, serviceId, number: 1, state: "live", cause: "order", ...php },
    ...{ stack: "s-sample-5", kept: true, operationId: newId("operation"), createdAt },
    requestedBy: { type: "system", job: "test" },
  });
  const databaseId: Id<"addOn"> = newId("addOn");
  await tx.insert(addOn).values({
    ...{ id: databaseId, accountId, serviceId, template: "postgresql", parameters: { version: "17" } },
    ...{ memoryMb: 128, createdAt, startedAt: createdAt },
  });
  await makePasswords(tx, keys.in(tx), serviceId);
  return { databases: { serviceId, databaseId }, older: { planVersionId } };
}

export const databaseRequests = ({ databases }: Awaited<ReturnType<typeof databaseSamples>>) => {
  const { serviceId } = databases;
  return {
    "GET /services/{serviceId}/databases": { params: { serviceId } },
    "POST /services/{serviceId}/databases": { params: { serviceId }, body: { template: "valkey" } },
    "DELETE /services/{serviceId}/databases/{databaseId}": { params: databases },
    "POST /services/{serviceId}/databases/{databaseId}/password": { params: databases },
    "POST /services/{serviceId}/databases/{databaseId}/password/reveal": { params: databases },
  } satisfies TestRequests;
};
