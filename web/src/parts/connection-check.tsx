import { createSignal, Show } from "solid-js";
import { ApiError } from "#web/data/api.ts";
import { createRequest } from "#web/data/request.ts";
import type { SourceCheck, TypedSource } from "#web/data/sources.ts";
import { Button } from "#web/ui/button.tsx";
import { Notice } from "#web/ui/notice.tsx";
import { text } from "./connection-check.text.ts";

type Outcome = SourceCheck["outcome"];

/**
 * Has a node look at a repository, as it is typed or as it is connected, and says what it found. `otherwise` says what to do where that
 * differs from what a website's own page says.
 */
export function createConnectionCheck<Typed extends TypedSource>(
  look: (typed: Typed) => Promise<SourceCheck>,
  typed: () => Typed,
  otherwise: Partial<Record<Outcome, string>> = {},
) {
  const asking = createRequest((_: string, source: Typed) => look(source));
  const [found, setFound] = createSignal<SourceCheck & { of: string }>();
  /** What is found holds for what was looked at, and for nothing that is typed after it. */
  const ofNow = () => (found()?.of === JSON.stringify(typed()) ? found() : undefined);
  const ask = async () => {
    const source = { ...typed() };
    setFound(undefined);
    const answer = await asking.run(source);
    if (answer) setFound({ of: JSON.stringify(source), ...answer });
  };
  const refusal = () => {
    const failure = asking.failure();
    return failure instanceof ApiError ? (failure.fields[0]?.message ?? failure.message) : failure?.message;
  };
  const said = ({ outcome, commit }: SourceCheck) =>
    otherwise[outcome] ?? text.outcomes[outcome](typed().branch, commit?.slice(0, 7) ?? "");
  return {
    Button: (props: { small?: true; unable?: string | undefined }) => (
      <Button
        size={props.small ? "small" : undefined}
        busy={asking.pending()}
        waits={asking.waiting() > 0}
        disabled={props.unable !== undefined || typed().url.trim() === ""}
        title={props.unable}
        onClick={() => void ask()}
      >
        {text.action}
      </Button>
    ),
    Answer: () => (
      <div role="status">
        <Show when={refusal()}>{(message) => <Notice tone="bad">{message()}</Notice>}</Show>
        <Show when={ofNow()}>
          {(answer) => (
            <Notice
              tone={answer().outcome === "found" ? "ok" : answer().outcome === "key_missing" ? "plain" : "bad"}
              title={text.titles[answer().outcome]}
            >
              {said(answer())}
            </Notice>
          )}
        </Show>
      </div>
    ),
  };
}
