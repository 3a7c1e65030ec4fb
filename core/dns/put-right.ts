import type { Id } from "../kernel/id.ts";
import type { DomainEvent, Scope } from "../kernel/operation.ts";
import { demandUnlocked, editable } from "./change.ts";
import { isEmpty } from "./change-set.state.ts";
import { wholeName } from "./domain-name.state.ts";
import { readRecord } from "./record.state.ts";
import { accept, demandSound, named, recordsOf, zoneDue } from "./zone-rows.ts";

/** A record as somebody would write it, its name whole. */
interface Written {
  name: string;
  type: string;
  data: string;
}

const ttlUsual = 3600;

/**
 * Makes of a zone's records what somebody was advised to. What is so already is left out; what belongs to Rookery, and what
 * would leave records together that cannot be, is refused.
 */
export async function putRight(
  scope: Scope,
  zoneId: Id<"zone">,
  { removes, adds }: { removes: readonly Written[]; adds: readonly Written[] },
): Promise<DomainEvent[]> {
  const row = await editable(scope, zoneId);
  const records = await recordsOf(scope.tx, zoneId);
  const isAt = ({ name, type, data }: Written) => {
    const found = records.filter((record) => wholeName(record.name, row.name) === name && record.type === type);
    return { same: found.filter((record) => record.data === data), beside: found };
  };
  const going = removes.flatMap((written) => isAt(written).same);
  demandUnlocked(records, going.map(named));
  const coming = adds.flatMap((written) => {
    const { same, beside } = isAt(written);
    if (same.length > 0) return [];
    // Records of one name and type share one time to live.
    const { ttl } = beside.find((record) => !going.includes(record)) ?? { ttl: ttlUsual };
    const read = readRecord({ ...written, name: `${written.name}.`, ttl }, { origin: row.name, by: "file" });
    return "record" in read ? [read.record] : [];
  });
  const change = { removes: going, adds: coming };
  if (isEmpty(change)) return [];
  await demandSound(records, change, row.name);
  await accept(scope, row, records, change, { cause: "edit" });
  return [zoneDue(zoneId)];
}
