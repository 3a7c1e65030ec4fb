import { createComputed, createSignal } from "solid-js";

type Page<Item> = { items: Item[]; nextCursor: string | null };

export type Older<Item> = {
  /** The first page as it is now, then what was asked for beyond it, each row once. */
  items: () => readonly Item[];
  hasMore: () => boolean;
  pending: () => boolean;
  failure: () => Error | undefined;
  more: () => Promise<void>;
};

/**
 * Adds older rows below a first page that goes on being read. Rows that newer ones push off the first page stay: what
 * was on it when the first older page was asked for is kept.
 */
export function createOlder<Item extends { id: string }>(
  first: () => Page<Item> | undefined,
  read: (cursor: string) => Promise<Page<Item>>,
): Older<Item> {
  const [beyond, setBeyond] = createSignal<Page<Item>>();
  const [pending, setPending] = createSignal(false);
  const [failure, setFailure] = createSignal<Error>();
  // Another filter, another list: what was added to the one before goes with it.
  createComputed(() => {
    if (first() === undefined) setBeyond(undefined);
  });
  const cursor = () => (beyond() ?? first())?.nextCursor ?? null;
  const items = () => {
    const fresh = first()?.items ?? [];
    const older = beyond()?.items;
    if (!older) return fresh;
    const known = new Set(fresh.map(({ id }) => id));
    return [...fresh, ...older.filter(({ id }) => !known.has(id))];
  };
  return {
    items,
    hasMore: () => cursor() !== null,
    pending,
    failure,
    more: async () => {
      const from = cursor();
      if (from === null || pending()) return;
      setPending(true);
      setFailure(undefined);
      try {
        const page = await read(from);
        const before = beyond()?.items ?? [...(first()?.items ?? [])];
        setBeyond({ items: [...before, ...page.items], nextCursor: page.nextCursor });
      } catch (error) {
        setFailure(() => (error instanceof Error ? error : new Error(String(error))));
      } finally {
        setPending(false);
      }
    },
  };
}
