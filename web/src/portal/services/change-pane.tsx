import { type JSX, Match, Show, Switch } from "solid-js";
import { loading } from "#web/parts/loading.text.ts";
import { LiveOperation } from "#web/parts/operation-history.tsx";
import { type Loadable, Loaded } from "#web/ui/loaded.tsx";
import { Notice } from "#web/ui/notice.tsx";
import { RowsSkeleton } from "#web/ui/skeleton.tsx";
import type { PaneProps } from "./panes.ts";

/** A pane that changes a website: who may, whether it is possible now, what is under way, and what there is. */
export function ChangePane<Value>(
  props: Pick<PaneProps, "operation"> & {
    from: Loadable<Value>;
    text: { loading: string; failed: string; notYours: string; notNow: string };
    /** Whoever looks may change it. */
    mine: boolean;
    now: boolean;
    children: (value: () => Value) => JSX.Element;
  },
) {
  return (
    <div class="stack">
      <Switch>
        <Match when={!props.mine}>
          <Notice tone="plain">{props.text.notYours}</Notice>
        </Match>
        <Match when={!props.now}>
          <Notice tone="plain">{props.text.notNow}</Notice>
        </Match>
      </Switch>
      <Show when={props.operation}>{(operation) => <LiveOperation operation={operation()} />}</Show>
      <Loaded
        from={props.from}
        words={loading.words(props.text.failed)}
        skeleton={
          <div class="card">
            <RowsSkeleton label={props.text.loading} rows={6} />
          </div>
        }
      >
        {props.children}
      </Loaded>
    </div>
  );
}
