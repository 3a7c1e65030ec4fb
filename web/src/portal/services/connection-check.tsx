import { createSignal, Show } from "solid-js";
import { ApiError } from "#web/data/api.ts";
import { createRequest } from "#web/data/request.ts";
import { checkSource, type TypedSource } from "#web/data/sources.ts";
import { Button } from "#web/ui/button.tsx";
import { Notice } from "#web/ui/notice.tsx";
import { text as texts } from "./source.text.ts";

const text = texts.check;

/** Has the website's node look at a repository, as it is typed or as it is connected, and says what it found. */
export function createConnectionCheck(serviceId: () => string, typed: () => TypedSource) {
  const asking = createRequest((_: string, source: TypedSource) => checkSource(serviceId(), source));
  const [found, setFound] = createSignal<{ of: string; outcome: keyof typeof text.outcomes; commit: string | null }>();
  /** What is found holds for what was looked at, and for nothing that is typed after it. */
  const ofNow = () => (found()?.of === JSON.stringify(typed()) ? found() : undefined);
  const look = async () => {
    const source = { ...typed() };
    setFound(undefined);
    const answer = await asking.run(source);
    if (answer) setFound({ of: JSON.stringify(source), ...answer });
  };
  const refusal = () => {
    const failure = asking.failure();
    return failure instanceof ApiError ? (failure.fields[0]?.message ?? failure.message) : failure?.message;
  };
  return {
    Button: (props: { small?: true }) => (
      <Button
        size={props.small ? "small" : undefined}
        busy={asking.pending()}
        waits={asking.waiting() > 0}
        disabled={typed().url.trim() === ""}
        onClick={() => void look()}
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
              {text.outcomes[answer().outcome](typed().branch, answer().commit?.slice(0, 7) ?? "")}
            </Notice>
          )}
        </Show>
      </div>
    ),
  };
}
