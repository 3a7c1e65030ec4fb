import type { Tx } from "../../kernel/db.ts";
import { wholeName } from "../domain-name.state.ts";
import { recordsOf, type ZoneRow } from "../zone-rows.ts";
import { type DanglingCode, provenIn } from "./dangling.state.ts";

/** Of a zone's records those that somebody else may come to own the target of, as they are now. */
export async function dangersIn(
  tx: Tx,
  { id, name, dangling }: ZoneRow,
): Promise<{ name: string; type: string; target: string; code: DanglingCode }[]> {
  return provenIn(dangling, await recordsOf(tx, id))
    .filter(({ severity }) => severity === "danger")
    .map(({ record, target, code }) => ({ name: wholeName(record.name, name), type: record.type, target, code }));
}
