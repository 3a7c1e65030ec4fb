import { createEffect, createSignal, on, onCleanup, onMount, Show } from "solid-js";
import { Notice } from "#web/ui/notice.tsx";
import { RowsSkeleton } from "#web/ui/skeleton.tsx";
import { TextArea } from "#web/ui/text-area.tsx";
import { text } from "./compose-editor.text.ts";
import type { ComposeView } from "./compose-view.ts";
import { Findings } from "./findings.tsx";
import { type ComposeSetting, type Finding, lint } from "./lint.ts";

/** So long somebody has stopped typing. */
const pauseMs = 200;

/**
 * A compose file, read while it is written. `onChange` hears the text, and whether it could be used as it is; what the
 * server says when it is sent counts.
 */
export function ComposeEditor(props: {
  label: string;
  value: string;
  setting: ComposeSetting;
  onChange: (value: string) => void;
  onRead?: (usable: boolean) => void;
}) {
  const [view, setView] = createSignal<ComposeView>();
  const [failed, setFailed] = createSignal(false);
  /** What was found, and in which text. */
  const [read, setRead] = createSignal<{ of: string; findings: readonly Finding[] }>();
  const found = () => (read()?.of === props.value ? read()?.findings : undefined);
  const errors = () => found()?.filter(({ severity }) => severity === "error").length ?? 0;
  let host: HTMLDivElement | undefined;
  let gone = false;
  onCleanup(() => {
    gone = true;
    view()?.destroy();
  });

  onMount(async () => {
    try {
      const { composeView } = await import("./compose-view.ts");
      if (gone || !host) return;
      setView(composeView(host, { text: props.value, label: props.label, onChange: (value) => props.onChange(value) }));
    } catch {
      setFailed(true);
    }
  });

  createEffect(() => view()?.show(props.value));
  createEffect(
    on([() => props.value, () => props.setting], ([value, setting], before) => {
      const timer = setTimeout(
        () => {
          lint(value, setting).then(
            (findings) => !gone && setRead({ of: value, findings }),
            // What reads it could not be loaded: the server reads it when it is sent.
            () => undefined,
          );
        },
        before ? pauseMs : 0,
      );
      onCleanup(() => clearTimeout(timer));
    }),
  );
  createEffect(() => {
    const findings = found();
    if (!findings) return;
    view()?.mark(findings);
    props.onRead?.(errors() === 0);
  });

  const summary = () => {
    const findings = found();
    if (!findings) return text.reading;
    const more = findings.length - errors();
    return [errors() === 0 ? text.usable : text.refused(errors()), ...(more > 0 ? [text.more(more)] : [])].join(" ");
  };

  return (
    <div class="grid min-w-0 gap-3">
      <Show when={!view() && !failed()}>
        <RowsSkeleton label={text.loading} rows={4} plain />
      </Show>
      <Show when={failed()}>
        <Notice tone="warn">{text.failed}</Notice>
        <TextArea
          mono
          label={props.label}
          rows="16"
          spellcheck={false}
          value={props.value}
          onInput={(event) => props.onChange(event.currentTarget.value)}
        />
      </Show>
      <div
        ref={(element) => {
          host = element;
        }}
        class="min-w-0"
      />
      <p class="field-hint">{text.keys}</p>
      <p role="status">{summary()}</p>
      <Show when={(found()?.length ?? 0) > 0}>
        <Findings
          findings={found() ?? []}
          onGo={(finding) => view()?.goTo(finding)}
          onApply={(finding) => view()?.apply(finding)}
        />
      </Show>
    </div>
  );
}
