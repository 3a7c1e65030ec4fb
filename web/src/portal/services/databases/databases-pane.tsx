import { createEffect, For, Match, on, Show, Switch } from "solid-js";
import { mayManageDatabases, mayRevealPasswords } from "#core/add-ons/add-on.state.ts";
import { canDeploy } from "#core/releases/release.state.ts";
import { getDatabases } from "#web/data/databases.ts";
import { createView } from "#web/lib/view.ts";
import { loading } from "#web/parts/loading.text.ts";
import { createMay } from "#web/parts/may.ts";
import { LiveOperation } from "#web/parts/operation-history.tsx";
import { Loaded } from "#web/ui/loaded.tsx";
import { Notice } from "#web/ui/notice.tsx";
import { RowsSkeleton } from "#web/ui/skeleton.tsx";
import type { PaneProps } from "../panes.ts";
import { DatabaseCard } from "./database-card.tsx";
import { text } from "./databases.text.ts";
import { OffersCard } from "./offers-card.tsx";

/** The databases beside the app: how it reaches them, and what can be done to them. */
export default function DatabasesPane(props: PaneProps) {
  const databases = createView(getDatabases, () => [props.service.id]);
  const may = createMay();
  const isMine = () => may(mayManageDatabases) === true;
  const isOpen = () => isMine() && canDeploy(props.service);
  // The end of a release decides what there is.
  createEffect(
    on(
      () => props.operation?.id,
      () => databases.retry(),
      { defer: true },
    ),
  );
  return (
    <div class="stack">
      <Switch>
        <Match when={!isMine()}>
          <Notice tone="plain">{text.notYours}</Notice>
        </Match>
        <Match when={!canDeploy(props.service)}>
          <Notice tone="plain">{text.notNow}</Notice>
        </Match>
      </Switch>
      <Show when={props.operation}>{(operation) => <LiveOperation operation={operation()} />}</Show>
      <Loaded
        from={databases}
        words={loading.words(text.failed)}
        skeleton={
          <div class="card">
            <RowsSkeleton label={text.loading} rows={6} />
          </div>
        }
      >
        {(value) => (
          <div class="columns">
            <div class="stack">
              <For each={value().items} fallback={<Notice tone="plain">{text.none}</Notice>}>
                {(database) => (
                  <DatabaseCard
                    serviceId={props.service.id}
                    database={database}
                    open={isOpen()}
                    busy={props.busy}
                    reveals={may(mayRevealPasswords) === true}
                  />
                )}
              </For>
            </div>
            <div class="stack">
              <OffersCard serviceId={props.service.id} databases={value()} open={isOpen()} busy={props.busy} />
            </div>
          </div>
        )}
      </Loaded>
    </div>
  );
}
