import type { Tx } from "../kernel/db.ts";
import { DomainError } from "../kernel/errors.ts";
import * as Nodes from "../nodes/index.ts";
import type { ServiceRow } from "../services/index.ts";

export interface DiskShort {
  /** By all of the account's websites on that node: they share what they are sold. */
  usedMb: number;
  /** What they would have together. */
  roomMb: number;
}

/** With less disk for a service, what its account takes already would have no room. Undefined: it has, or nobody counts it there. */
export async function diskShortOf(
  tx: Tx,
  { nodeId, accountId, diskMb }: ServiceRow,
  limits: { diskMb: number },
): Promise<DiskShort | undefined> {
  if (nodeId === null || limits.diskMb >= diskMb) return undefined;
  const disk = await Nodes.diskOn(tx, nodeId, accountId);
  return disk && shortBy(disk, diskMb, limits.diskMb);
}

/** With so much for one of its websites in place of so much. */
export function shortBy({ usedMb, limitMb }: Nodes.Disk, hadMb: number, wantedMb: number): DiskShort | undefined {
  const roomMb = Math.max(limitMb - hadMb + wantedMb, wantedMb);
  return usedMb > roomMb ? { usedMb, roomMb } : undefined;
}

const inWords = (mb: number): string => (mb < 1024 ? `${mb} MB` : `${Math.round((mb / 1024) * 10) / 10} GB`);

export const shortOfDisk = (planName: string, { usedMb, roomMb }: DiskShort): DomainError =>
  new DomainError(
    "conflict",
    "plan.disk_used",
    `Your files, databases and builds take ${inWords(usedMb)}; with ${planName} there would be room for ${inWords(roomMb)}. Delete what is not needed any more, then look again in a minute.`,
  );
