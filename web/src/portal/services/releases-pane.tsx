import { Show } from "solid-js";
import { LiveOperation } from "#web/parts/operation-history.tsx";
import { ReleasesCard } from "#web/parts/releases-card.tsx";
import type { PaneProps } from "./panes.ts";

export default function ReleasesPane(props: PaneProps) {
  return (
    <div class="stack">
      <ReleasesCard
        service={props.service}
        busy={props.busy}
        settings={props.address("settings")}
        logOf={(number) => `${props.address("logs")}?release=${number}`}
      />
      <Show when={props.operation}>{(operation) => <LiveOperation operation={operation()} />}</Show>
    </div>
  );
}
