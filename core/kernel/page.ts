import { z } from "zod";

/** Newest first; the cursor is the id of the last row seen, because ids sort by time. */
export const PageInput = {
  limit: z.coerce.number<number>().int().min(1).max(100).default(25),
  cursor: z.string().max(60).optional(),
};

export interface Page<T> {
  items: T[];
  nextCursor: string | null;
}

/** Cuts a result that was read with `limit + 1`. */
export function page<R extends { id: string }, T>(rows: readonly R[], limit: number, show: (row: R) => T): Page<T> {
  const shown = rows.slice(0, limit);
  return { items: shown.map(show), nextCursor: rows.length > limit ? (shown.at(-1)?.id ?? null) : null };
}

export const PageOf = <T extends z.ZodType>(item: T) =>
  z.object({ items: z.array(item), nextCursor: z.string().nullable() });
