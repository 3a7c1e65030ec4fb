import { zone, zoneChange, zoneRecord } from "#core/dns/zone.sql.ts";
import { domain } from "#core/domains/domain.sql.ts";
import { newId } from "#core/kernel/id.ts";
import type { Setting, TestRequests } from "./test-setting.ts";

/** A domain whose zone is hosted here, with a record, and a change of each state that can be dealt with. */
export async function zoneSamples({ tx, accountId, owner, createdAt, expiresAt }: Setting) {
  const proven = (name: string) => ({
    ...{ id: newId("domain"), accountId, name, registrar: "external" as const, state: "proven" as const },
    ...{ provenAt: createdAt, nameServers: [], locked: false, autoRenew: false, createdAt },
  });
  const [held, unheld] = [proven("zone.org"), proven("no-zone.org")];
  await tx.insert(domain).values([held, unheld]);
  const by = { type: "member", personId: owner.id, sessionId: newId("session"), accountId, role: "owner" } as const;
  const zoneId = newId("zone");
  const recordId = newId("zoneRecord");
  const record = { name: "www", type: "A", ttl: 3600, data: "203.0.113.7" } as const;
  const found = { ...record, name: "found" };
  await tx.insert(zone).values({
    ...{ id: zoneId, accountId, domainId: held.id, name: held.name, hosted: "rookery", version: 1 },
    ...{ drift: { removes: [], adds: [found] }, createdBy: by, createdAt },
  });
  await tx.insert(zoneRecord).values({ ...record, id: recordId, zoneId, accountId });
  const change = { zoneId, accountId, cause: "edit", removes: [], requestedBy: by, createdAt } as const;
  const [applied, scheduled, unsure] = [newId("zoneChange"), newId("zoneChange"), newId("zoneChange")];
  await tx.insert(zoneChange).values([
    { ...change, id: applied, state: "applied", adds: [record], version: 1, appliedAt: createdAt },
    { ...change, id: scheduled, state: "scheduled", adds: [found], dueAt: expiresAt },
    { ...change, id: unsure, state: "applied", adds: [], version: 1, revertsAt: expiresAt },
  ]);
  return { zone: { zoneId, domainId: held.id, unheldId: unheld.id, recordId, applied, scheduled, unsure } };
}

export function zoneRequests({ zone: of }: Awaited<ReturnType<typeof zoneSamples>>) {
  const { zoneId } = of;
  const edit = { version: 1, removes: [], adds: [{ name: "mail", type: "A", ttl: 3600, data: "203.0.113.8" }] };
  return {
    "GET /zones": {},
    "POST /zones": { body: { domainId: of.unheldId, hosted: "rookery" } },
    "GET /domains/{domainId}/zone": { params: { domainId: of.domainId } },
    "GET /zones/{zoneId}": { params: { zoneId } },
    "GET /zones/{zoneId}/file": { params: { zoneId } },
    "POST /zones/{zoneId}/check": { params: { zoneId } },
    "POST /zones/{zoneId}/drift": { params: { zoneId }, body: { by: "take_over" } },
    "POST /zones/{zoneId}/preview": { params: { zoneId }, body: edit },
    "POST /zones/{zoneId}/import": {
      params: { zoneId },
      body: { version: 1, mode: "add", file: "imported 3600 IN A 203.0.113.9\n" },
    },
    "GET /zones/{zoneId}/changes": { params: { zoneId } },
    "POST /zones/{zoneId}/changes": { params: { zoneId }, body: edit },
    "POST /zones/{zoneId}/changes/{changeId}/undo": { params: { zoneId, changeId: of.applied } },
    "POST /zones/{zoneId}/changes/{changeId}/keep": { params: { zoneId, changeId: of.unsure } },
    "POST /zones/{zoneId}/changes/{changeId}/cancel": { params: { zoneId, changeId: of.scheduled } },
  } satisfies TestRequests;
}
