import { For, Show } from "solid-js";
import { may as demands } from "#core/kernel/permissions.state.ts";
import { getApps } from "#web/data/apps.ts";
import type { Service } from "#web/data/services.ts";
import { createView } from "#web/lib/view.ts";
import { endingOf } from "#web/parts/maintenance.ts";
import { createMay } from "#web/parts/may.ts";
import { LinkButton } from "#web/ui/link-button.tsx";
import { Notice } from "#web/ui/notice.tsx";
import { text } from "./version-notice.text.ts";

/** That nobody keeps what the website runs on secure any more, or not for long, and where another version is chosen. */
export function VersionNotice(props: { app: Service["app"]; settings: string; staff: boolean }) {
  const may = createMay();
  const apps = createView(getApps, () => []);
  const ending = () => {
    const offer = apps.value()?.find(({ template }) => template === props.app.template);
    return Object.entries(offer?.parameters.properties ?? {}).flatMap(([name, schema]) => {
      const version = String(props.app.parameters[name] ?? schema.default ?? "");
      const maintenance = endingOf(schema, version);
      const title = text.title(schema.language ?? "", version);
      return maintenance ? [{ ...maintenance, title, isNewest: schema.enum?.at(-1) === version }] : [];
    });
  };
  const canChange = () => !props.staff && may(demands("release:deploy")) === true;
  return (
    <For each={ending()}>
      {({ tone, title, text: said, isNewest }) => (
        <Notice
          tone={tone}
          title={title}
          actions={
            <Show when={canChange() && !isNewest}>
              <LinkButton size="small" href={props.settings}>
                {text.change}
              </LinkButton>
            </Show>
          }
        >
          {said}
        </Notice>
      )}
    </For>
  );
}
