import { query, revalidate } from "@solidjs/router";
import { call, type Input, type Output } from "./api.ts";

export type Zone = NonNullable<Output<"GET /domains/{domainId}/zone">["zone"]>;
export type ZoneRecord = Zone["records"][number];
export type ZoneChange = Output<"GET /zones/{zoneId}/changes">["items"][number];
type Change = Input<"POST /zones/{zoneId}/changes">;
/** Ids come from answers as plain text; the API checks them. */
export type ZoneEdit = Omit<Change, "zoneId" | "removes"> & { removes: readonly string[] };

export const getZone = query((domainId: string) => call("GET /domains/{domainId}/zone", { domainId }), "zone");
export const getZoneChanges = query(
  (zoneId: string, cursor?: string) =>
    call("GET /zones/{zoneId}/changes", { zoneId, limit: 10, ...(cursor && { cursor }) }),
  "zone-changes",
);
/** For staff. */
export const getEndangeredZones = query(
  () => call("GET /zones", { dangling: "danger", limit: 20 }),
  "endangered-zones",
);
/** Read when somebody asks for it, and kept nowhere. */
export const getZoneFile = (zoneId: string) => call("GET /zones/{zoneId}/file", { zoneId });

const settled = async (change: Promise<Zone>): Promise<Zone> => {
  const zone = await change;
  await revalidate([getZone.key, getZoneChanges.key]);
  return zone;
};

export const createZone = (idempotencyKey: string, domainId: string, hosted: Zone["hosted"]) =>
  settled(call("POST /zones", { domainId, hosted }, { idempotencyKey }));

export const changeZone = (idempotencyKey: string, zoneId: string, edit: ZoneEdit) =>
  settled(
    call(
      "POST /zones/{zoneId}/changes",
      { zoneId, ...edit, removes: edit.removes as Change["removes"] },
      { idempotencyKey },
    ),
  );

type ChangeAct = "undo" | "keep" | "cancel";
export const dealWithChange = (idempotencyKey: string, zoneId: string, changeId: string, act: ChangeAct) =>
  settled(call(`POST /zones/{zoneId}/changes/{changeId}/${act}`, { zoneId, changeId }, { idempotencyKey }));

export const resolveDrift = (idempotencyKey: string, zoneId: string, by: "take_over" | "put_back") =>
  settled(call("POST /zones/{zoneId}/drift", { zoneId, by }, { idempotencyKey }));

export const checkZone = (idempotencyKey: string, zoneId: string) =>
  settled(call("POST /zones/{zoneId}/check", { zoneId }, { idempotencyKey }));
