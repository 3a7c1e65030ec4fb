import { createSignal } from "solid-js";
import { isAnswer } from "./api.ts";

export type Requested<Arguments extends unknown[], Result> = {
  run: (...args: Arguments) => Promise<Result | undefined>;
  pending: () => boolean;
  failure: () => Error | undefined;
  clear: () => void;
};

/**
 * One thing a person asks for. While it is under way a second press does nothing. The idempotency key stays the same
 * until an answer has come, so pressing again after a lost connection never does the thing twice.
 */
export function createRequest<Arguments extends unknown[], Result>(
  act: (idempotencyKey: string, ...args: Arguments) => Promise<Result>,
): Requested<Arguments, Result> {
  const [pending, setPending] = createSignal(false);
  const [failure, setFailure] = createSignal<Error>();
  let key: string | undefined;
  return {
    pending,
    failure,
    clear: () => setFailure(undefined),
    run: async (...args) => {
      if (pending()) return undefined;
      setPending(true);
      setFailure(undefined);
      key ??= crypto.randomUUID();
      try {
        const result = await act(key, ...args);
        key = undefined;
        return result;
      } catch (error) {
        if (isAnswer(error)) key = undefined;
        setFailure(() => (error instanceof Error ? error : new Error(String(error))));
        return undefined;
      } finally {
        setPending(false);
      }
    },
  };
}
