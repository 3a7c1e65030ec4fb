import { missing } from "./error.ts";
import type { List } from "./wire.ts";

export interface PageParams {
  limit?: number | undefined;
  starting_after?: string | undefined;
  ending_before?: string | undefined;
}

export interface CreatedRange {
  gt?: number | undefined;
  gte?: number | undefined;
  lt?: number | undefined;
  lte?: number | undefined;
}

/** `rows` come newest first, as every list of the API does. */
export function page<T extends { id: string }>(noun: string, url: string, rows: T[], params: PageParams): List<T> {
  const { limit = 10, starting_after, ending_before } = params;
  const indexOf = (id: string, param: string) => {
    const index = rows.findIndex((row) => row.id === id);
    if (index < 0) throw missing(noun, id, param);
    return index;
  };
  if (ending_before) {
    const end = indexOf(ending_before, "ending_before");
    const start = Math.max(0, end - limit);
    return { object: "list", url, has_more: start > 0, data: rows.slice(start, end) };
  }
  const start = starting_after ? indexOf(starting_after, "starting_after") + 1 : 0;
  const data = rows.slice(start, start + limit);
  return { object: "list", url, has_more: start + data.length < rows.length, data };
}

export const within = (created: number, { gt, gte, lt, lte }: CreatedRange = {}): boolean =>
  (gt === undefined || created > gt) &&
  (gte === undefined || created >= gte) &&
  (lt === undefined || created < lt) &&
  (lte === undefined || created <= lte);
