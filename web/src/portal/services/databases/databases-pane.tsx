import { createEffect, For, on } from "solid-js";
import { mayManageDatabases, mayRevealPasswords } from "#core/add-ons/add-on.state.ts";
import { canDeploy } from "#core/releases/release.state.ts";
import { getDatabases } from "#web/data/databases.ts";
import { createView } from "#web/lib/view.ts";
import { createMay } from "#web/parts/may.ts";
import { Notice } from "#web/ui/notice.tsx";
import { ChangePane } from "../change-pane.tsx";
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
    <ChangePane operation={props.operation} from={databases} text={text} mine={isMine()} now={canDeploy(props.service)}>
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
    </ChangePane>
  );
}
