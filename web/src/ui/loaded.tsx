import { type JSX, Match, Show, Switch } from "solid-js";
import { ErrorPanel, type Failure } from "./error-panel.tsx";
import { Notice } from "./notice.tsx";

export type Loadable<Value> = {
  value: () => Value | undefined;
  failure: () => Failure | undefined;
  retry: () => void;
};

export type LoadedWords = { failed: string; stale: string; retry: string; reference: string };

/**
 * Shows what was read, its skeleton before that, its failure with a way to try again.
 * When a later read fails, the last good value stays, with a note that says so.
 */
export function Loaded<Value>(props: {
  from: Loadable<Value>;
  words: LoadedWords;
  skeleton: JSX.Element;
  /** Card geometry for a failure that stands where rows would stand. */
  padded?: boolean;
  children: (value: () => Value) => JSX.Element;
}) {
  return (
    <Switch fallback={props.skeleton}>
      <Match when={props.from.value() !== undefined}>
        <Show when={props.from.failure()}>
          {(failure) => (
            <div class={props.padded ? "card-body" : undefined}>
              <Notice tone="warn">
                {props.words.stale} {failure().message}
              </Notice>
            </div>
          )}
        </Show>
        {props.children(() => props.from.value() as Value)}
      </Match>
      <Match when={props.from.failure()}>
        {(failure) => (
          <div class={props.padded ? "card-body" : undefined}>
            <ErrorPanel
              title={props.words.failed}
              failure={failure()}
              retryLabel={props.words.retry}
              referenceLabel={props.words.reference}
              {...(isFinal(failure()) ? {} : { onRetry: () => props.from.retry() })}
            />
          </div>
        )}
      </Match>
    </Switch>
  );
}

/** Asking again would get the same answer: there is no such thing, or it is not for this person. */
const isFinal = (failure: Failure): boolean => [400, 403, 404].includes(failure.status ?? 0);
