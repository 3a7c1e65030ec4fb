import { revalidate } from "@solidjs/router";
import { batch, createComputed, createMemo, createSignal, on, onCleanup } from "solid-js";
import { createStore, reconcile } from "solid-js/store";

export type View<Value> = {
  /** The last good value; undefined until the first arrives. */
  value: () => Value | undefined;
  /** Why the latest read failed; the value before it stays. */
  failure: () => Error | undefined;
  /** Reads again, past every cache. */
  retry: () => void;
};

type Query<Arguments extends unknown[], Value> = ((...args: Arguments) => Promise<Value>) & {
  keyFor: (...args: Arguments) => string;
};

/**
 * Reads through a router query and keeps the objects of rows that did not change, so that polling never rebuilds the
 * page: an open disclosure stays open, focus stays where it is. Other arguments start afresh.
 */
export function createView<Arguments extends unknown[] | [], Value>(
  read: Query<Arguments, Value>,
  args: () => NoInfer<Arguments>,
): View<Value> {
  const [store, setStore] = createStore<{ value: Value | undefined }>({ value: undefined });
  const [failure, setFailure] = createSignal<Error>();
  const name = createMemo(() => read.keyFor(...args()));
  let latest = 0;
  onCleanup(() => {
    latest = -1;
  });

  const forget = () =>
    batch(() => {
      setStore("value", undefined);
      setFailure(undefined);
    });
  createComputed(on(name, forget, { defer: true }));

  createComputed(() => {
    latest += 1;
    const mine = latest;
    read(...args()).then(
      (value) => {
        if (mine !== latest) return;
        batch(() => {
          setStore("value", reconcile(value as never));
          setFailure(undefined);
        });
      },
      (error: unknown) => {
        if (mine === latest) setFailure(() => (error instanceof Error ? error : new Error(String(error))));
      },
    );
  });

  return { value: () => store.value, failure, retry: () => void revalidate(name()) };
}
