import { Show } from "solid-js";
import type { ParameterSchema } from "#web/data/apps.ts";
import { Notice } from "#web/ui/notice.tsx";
import { maintenanceOf } from "./maintenance.ts";

/** Until when the version that is chosen is looked after. */
export function MaintenanceNote(props: { schema: ParameterSchema; version: string }) {
  return (
    <Show when={maintenanceOf(props.schema, props.version)}>
      {(maintenance) => (
        <div class="mt-1" role="status">
          <Show when={maintenance().tone !== "plain"} fallback={<p class="field-hint">{maintenance().text}</p>}>
            <Notice tone={maintenance().tone}>{maintenance().text}</Notice>
          </Show>
        </div>
      )}
    </Show>
  );
}
