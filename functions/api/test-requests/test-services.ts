import { type Id, newId } from "#core/kernel/id.ts";
import { operation } from "#core/kernel/long-operation/long-operation.sql.ts";
import { release } from "#core/releases/release.sql.ts";
import { service } from "#core/services/service.sql.ts";
import type { ServiceState } from "#core/services/service.state.ts";
import type { Setting, TestRequests } from "./test-setting.ts";

/** Of an app without a variable of its own. */
const emptyEnvironment = "T1PNoYwrqgwDVLtfmj7L5e";
const requestedBy = { type: "system", job: "test" } as const;

export async function serviceSamples({ tx, accountId, plan, sold, createdAt }: Setting) {
  const serviceIn = async (state: ServiceState, template = "static"): Promise<Id<"service">> => {
    const id = newId("service");
    const app = { template, parameters: {} };
    const rest = { name: `site-${state}`, ...app, generation: 1, paidUntil: createdAt, createdAt };
    await tx
      .insert(service)
      .values({ id, accountId, orderId: newId("order"), state, ...sold, ...plan.limits, ...rest });
    return id;
  };
  /** Live, with one to go back to. */
  const active = await serviceIn("active");
  for (const [number, state] of [
    [1, "superseded"],
    [2, "live"],
  ] as const) {
    const runs = { template: "static", parameters: {}, stack: `s-sample-${number}`, kept: true } as const;
    await tx.insert(release).values({
      ...{ id: newId("release"), accountId, serviceId: active, number, state, cause: "redeploy", ...runs },
      ...{ requestedBy, operationId: newId("operation"), createdAt },
    });
  }
  /** Of a compose file. */
  const composed = await serviceIn("active", "compose");
  await tx.insert(release).values({
    ...{ id: newId("release"), accountId, serviceId: composed, number: 1, state: "live", cause: "order" },
    ...{ template: "compose", parameters: {}, stack: "s-sample-4", kept: true },
    ...{ requestedBy, operationId: newId("operation"), createdAt },
  });
  /** Whose app reads variables and has parameters. */
  const node = await serviceIn("active", "node");
  await tx.insert(release).values({
    ...{ id: newId("release"), accountId, serviceId: node, number: 1, state: "live", cause: "order" },
    ...{ template: "node", parameters: {}, stack: "s-sample-5", kept: true },
    ...{ requestedBy, operationId: newId("operation"), createdAt },
  });
  /** With a deploy under way. */
  const deploying = await serviceIn("active");
  const deployId = newId("operation");
  await tx.insert(operation).values({
    ...{ id: deployId, accountId, kind: "service.deploy", title: "Deploy", subject: deploying, requestedBy },
    ...{ state: "queued", position: 0, attempt: 0, undoing: false, nextAt: createdAt, giveUpAt: createdAt, createdAt },
  });
  await tx.insert(release).values({
    ...{ id: newId("release"), accountId, serviceId: deploying, number: 1, state: "pending", cause: "redeploy" },
    ...{ requestedBy, operationId: deployId, createdAt },
    ...{ template: "static", parameters: {}, stack: "s-sample-3", kept: false },
  });
  const suspended = await serviceIn("suspended");
  const stopped = await serviceIn("stopped");
  return {
    services: { active, composed, node, deploying, stopped, suspended, terminating: await serviceIn("terminating") },
  };
}

export const serviceRequests = ({ services }: Awaited<ReturnType<typeof serviceSamples>>) =>
  ({
    "GET /services": {},
    "GET /services/{serviceId}": { params: { serviceId: services.active } },
    "POST /compose/lint": { body: { text: "services:", serviceId: services.active } },
    "GET /services/{serviceId}/timeline": { params: { serviceId: services.active } },
    "GET /services/{serviceId}/metrics": { params: { serviceId: services.active } },
    "GET /services/{serviceId}/logs": { params: { serviceId: services.active } },
    "GET /services/{serviceId}/environment": { params: { serviceId: services.node } },
    "POST /services/{serviceId}/environment": {
      params: { serviceId: services.node },
      body: { version: emptyEnvironment, set: [{ name: "MODE", value: "test" }] },
    },
    "POST /services/{serviceId}/parameters": {
      params: { serviceId: services.node },
      body: { parameters: { healthPath: "/up" } },
    },
    "GET /services/{serviceId}/releases": { params: { serviceId: services.active } },
    "POST /services/{serviceId}/releases": { params: { serviceId: services.active } },
    "POST /services/{serviceId}/releases/{number}/rollback": { params: { serviceId: services.active, number: "1" } },
    "POST /services/{serviceId}/releases/{number}/cancel": { params: { serviceId: services.deploying, number: "1" } },
    "POST /services/{serviceId}/compose": {
      params: { serviceId: services.composed },
      body: { text: "services: { web: { image: 'localhost/rookery/static:2', expose: [8080] } }" },
    },
    "POST /services/{serviceId}/stop": { params: { serviceId: services.active } },
    "POST /services/{serviceId}/start": { params: { serviceId: services.stopped } },
    "POST /services/{serviceId}/restart": { params: { serviceId: services.active } },
    "POST /services/{serviceId}/suspend": { params: { serviceId: services.active } },
    "POST /services/{serviceId}/resume": { params: { serviceId: services.suspended } },
    "POST /services/{serviceId}/terminate": { params: { serviceId: services.active } },
    "POST /services/{serviceId}/keep": { params: { serviceId: services.terminating } },
  }) satisfies TestRequests;
