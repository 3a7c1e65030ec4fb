import type { Id } from "#core/kernel/id.ts";
import { newId } from "#core/kernel/id.ts";
import { operation } from "#core/kernel/long-operation/long-operation.sql.ts";
import { node } from "#core/nodes/node.sql.ts";
import type { Setting, TestRequests } from "./test-setting.ts";

const hostKey = `ssh-ed25519 AAAAC3NzaC1lZDI1NTE5${"A".repeat(48)}`;

export async function operationSamples({ tx, accountId, createdAt }: Setting, serviceId: Id<"service">) {
  const nodeId = newId("node");
  const name = nodeId.slice(-8).toLowerCase();
  await tx.insert(node).values({
    ...{ id: nodeId, name: `rack-${name}`, region: "Here", host: `${name}.example`, port: 22, httpPort: 80, hostKey },
    ...{ state: "ready", createdAt },
  });
  const operationId = newId("operation");
  await tx.insert(operation).values({
    ...{ id: operationId, accountId, kind: "service.resume", title: "Resume", subject: serviceId },
    ...{ requestedBy: { type: "system", job: "test" }, state: "failed", position: 0, attempt: 1, undoing: true },
    ...{ nextAt: createdAt, giveUpAt: createdAt, createdAt, finishedAt: createdAt },
  });
  return { nodeId, operationId };
}

export const operationRequests = ({ nodeId, operationId }: Awaited<ReturnType<typeof operationSamples>>) =>
  ({
    "GET /operations": {},
    "GET /operations/{operationId}": { params: { operationId } },
    "GET /operations/{operationId}/log": { params: { operationId } },
    "GET /activity": {},
    "GET /activity/export": {},
    "GET /dashboard/audit": {},
    "GET /dashboard/audit/export": {},
    "GET /dashboard/audit/verification": {},
    "GET /dashboard/overview": {},
    "GET /dashboard/nodes": {},
    "GET /dashboard/nodes/key": {},
    "GET /dashboard/nodes/{nodeId}": { params: { nodeId } },
    "GET /dashboard/nodes/{nodeId}/metrics": { params: { nodeId } },
    "POST /dashboard/nodes": { body: { name: "rack-2", region: "Here", host: "192.0.2.2", hostKey } },
    "POST /dashboard/nodes/{nodeId}/check": { params: { nodeId } },
    "GET /dashboard/integrations": {},
    "POST /dashboard/integrations/{integration}/check": { params: { integration: "autodns" } },
    "GET /dashboard/queues": {},
    "GET /dashboard/queues/{queue}": { params: { queue: "payments" } },
    "POST /dashboard/queues/{queue}/send-back": { params: { queue: "payments" }, body: { reason: "Fixed" } },
    "POST /dashboard/queues/{queue}/discard": { params: { queue: "payments" }, body: { reason: "Of no use" } },
    "POST /dashboard/operations/{operationId}/retry": { params: { operationId } },
  }) satisfies TestRequests;
