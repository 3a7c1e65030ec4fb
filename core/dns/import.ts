import { z } from "zod";
import { Id } from "../kernel/id.ts";
import { command } from "../kernel/operation.ts";
import { editable, Finding, Shown } from "./change.ts";
import { importModes, mayManage, zoneFileMax } from "./zone.state.ts";

export const ZoneImported = z
  .object({
    /** Of the zone, from now on. */
    version: z.int(),
    removes: z.array(Shown),
    adds: z.array(Shown),
    /** Lines that are not taken over, the first of them. */
    leftOut: z.array(
      z.object({
        line: z.int(),
        code: z.string(),
        message: z.string(),
        /** It is as it should be: nothing that the zone would lack. */
        harmless: z.boolean(),
      }),
    ),
    leftOutCount: z.int(),
    findings: z.array(Finding),
    /** Whether it would be taken as it is. */
    accepted: z.boolean(),
    /** Whether it was. */
    applied: z.boolean(),
  })
  .meta({ id: "ZoneImport" });

/**
 * Takes over what a zone file says, as the zone was seen in that version: as one change, whole or not at all. What cannot be
 * kept is named by its line, and left out where that is asked for. What the platform looks after stays.
 */
export const importFile = command({
  name: "zone.import",
  input: z.object({
    zoneId: Id("zone"),
    version: z.int().min(0),
    /** As RFC 1035 and BIND have it. */
    file: z.string().min(1).max(zoneFileMax),
    mode: z.enum(importModes),
    leaveOut: z.boolean().default(false),
    dryRun: z.boolean().default(false),
  }),
  allow: mayManage,
  async run(scope, { zoneId, ...wanted }) {
    const row = await editable(scope, zoneId);
    // Few requests need it, and functions that begin wait for what they hold.
    const { importInto } = await import("./imported.ts");
    return importInto(scope, row, wanted);
  },
});
