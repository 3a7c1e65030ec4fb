import { revalidate } from "@solidjs/router";
import { batch, createComputed, createSignal, on, onCleanup } from "solid-js";
import { createStore, reconcile } from "solid-js/store";

export type View<Value> = {
  /** The last good value; undefined until the first arrives. */
  value: () => Value | undefined;
  /** Why the latest read failed; the value before it stays. */
  failure: () => Error | undefined;
  pending: () => boolean;
  /** Reads again, past every cache. */
  retry: () => void;
};

/**
 * Reads through a router query and keeps the objects of rows that did not change, so that polling never rebuilds the
 * page: an open disclosure stays open, focus stays where it is. `key` names the argument; a new one starts afresh.
 */
export function createView<Key, Value>(
  key: () => Key,
  read: ((key: Key) => Promise<Value>) & { keyFor?: (key: Key) => string },
): View<Value> {
  const [store, setStore] = createStore<{ value: Value | undefined }>({ value: undefined });
  const [failure, setFailure] = createSignal<Error>();
  const [pending, setPending] = createSignal(false);
  const [round, setRound] = createSignal(0);
  let latest = 0;
  onCleanup(() => {
    latest = -1;
  });

  createComputed(
    on(
      key,
      () =>
        batch(() => {
          setStore("value", undefined);
          setFailure(undefined);
        }),
      { defer: true },
    ),
  );
  createComputed(() => {
    round();
    const current = key();
    const mine = latest + 1;
    latest = mine;
    const answer = read(current);
    setPending(true);
    answer.then(
      (value) => {
        if (mine !== latest) return;
        batch(() => {
          setStore("value", reconcile(value as never, { merge: false }));
          setFailure(undefined);
          setPending(false);
        });
      },
      (error: unknown) => {
        if (mine !== latest) return;
        batch(() => {
          setFailure(() => (error instanceof Error ? error : new Error(String(error))));
          setPending(false);
        });
      },
    );
  });

  return {
    value: () => store.value,
    failure,
    pending,
    retry: () => {
      const name = read.keyFor?.(key());
      if (name) void revalidate(name);
      else setRound(round() + 1);
    },
  };
}
