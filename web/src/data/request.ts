import { createSignal } from "solid-js";
import { createCountdown } from "#web/lib/countdown.ts";
import { ApiError, isAnswer } from "./api.ts";

export type Requested<Arguments extends unknown[], Result> = {
  run: (...args: Arguments) => Promise<Result | undefined>;
  pending: () => boolean;
  failure: () => Error | undefined;
  /** Seconds until it makes sense to ask again; 0 when that is now. */
  waiting: () => number;
  clear: () => void;
};

let askWho: () => Promise<boolean> = async () => false;

/** What to do when an act is so dangerous that the person has to show again who they are. True: they did. */
export function onConfirmationRequired(ask: () => Promise<boolean>): void {
  askWho = ask;
}

const isConfirmationRequired = (error: unknown): boolean =>
  error instanceof ApiError && error.code === "auth.confirmation_required";

/**
 * One thing a person asks for. While it is under way a second press does nothing. The idempotency key stays the same
 * until an answer has come, so pressing again after a lost connection never does the thing twice.
 */
export function createRequest<Arguments extends unknown[], Result>(
  act: (idempotencyKey: string, ...args: Arguments) => Promise<Result>,
): Requested<Arguments, Result> {
  const [pending, setPending] = createSignal(false);
  const [failure, setFailure] = createSignal<Error>();
  const [refused, setRefused] = createSignal<ApiError>();
  const waiting = createCountdown(
    () => refused()?.retryAfterSeconds,
    () => {
      setRefused(undefined);
      setFailure(undefined);
    },
  );
  let key: string | undefined;
  return {
    pending,
    failure,
    waiting,
    // What has to wait waits, whatever is typed meanwhile.
    clear: () => waiting() > 0 || setFailure(undefined),
    run: async (...args) => {
      if (pending()) return undefined;
      setPending(true);
      setFailure(undefined);
      setRefused(undefined);
      key ??= crypto.randomUUID();
      try {
        const result = await act(key, ...args).catch(async (error: unknown) => {
          if (!isConfirmationRequired(error) || !(await askWho())) throw error;
          key = crypto.randomUUID();
          return act(key, ...args);
        });
        key = undefined;
        return result;
      } catch (error) {
        if (isAnswer(error)) key = undefined;
        setFailure(() => (error instanceof Error ? error : new Error(String(error))));
        setRefused(() => (error instanceof ApiError && error.retryAfterSeconds ? error : undefined));
        return undefined;
      } finally {
        setPending(false);
      }
    },
  };
}
