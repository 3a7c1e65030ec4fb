import { lazy, Show } from "solid-js";
import { runsForeignImages } from "#core/hosting/foreign.state.ts";
import { may as access } from "#core/kernel/permissions.state.ts";
import { canConfigure, mayConfigure } from "#core/settings/settings.state.ts";
import { getSettings } from "#web/data/settings.ts";
import { createPolling } from "#web/lib/polling.ts";
import { createView } from "#web/lib/view.ts";
import { createMay } from "#web/parts/may.ts";
import { text as privateImages } from "#web/parts/private-images.text.ts";
import { Card, CardBody } from "#web/ui/card.tsx";
import { CopyField } from "#web/ui/copy-field.tsx";
import { ChangePane } from "../change-pane.tsx";
import type { PaneProps } from "../panes.ts";
import { AccessCard } from "./access-card.tsx";
import { HostsCard } from "./hosts-card.tsx";
import { HttpsCard } from "./https-card.tsx";
import { MaintenanceCard } from "./maintenance-card.tsx";
import { ParametersCard } from "./parameters-card.tsx";
import { RedirectsCard } from "./redirects-card.tsx";
import { text } from "./settings.text.ts";

const PrivateImages = lazy(() =>
  import("#web/parts/private-images.tsx").then((part) => ({ default: part.PrivateImages })),
);

/** What a website runs with, and what visitors meet before they meet it. */
export default function SettingsPane(props: PaneProps) {
  const settings = createView(getSettings, () => [props.service.id]);
  const requested = () => settings.value()?.hosts.filter(({ certificate }) => certificate?.state === "requested") ?? [];
  // What waits for somebody to put something right is not there in a moment.
  const isSoon = () => requested().some(({ certificate }) => certificate?.finding === null);
  createPolling(() => (requested().length === 0 ? undefined : isSoon() ? 2000 : 15_000), settings.retry);
  const may = createMay();
  const isMine = () => may(mayConfigure) === true;
  const isOpen = () => isMine() && canConfigure(props.service);
  return (
    <ChangePane
      operation={props.operation}
      from={settings}
      text={text}
      mine={isMine()}
      now={canConfigure(props.service)}
    >
      {(value) => {
        const card = () => ({
          serviceId: props.service.id,
          settings: value(),
          open: isOpen(),
          busy: props.busy,
        });
        return (
          <div class="columns">
            <div class="stack">
              <ParametersCard service={props.service} busy={props.busy} />
              <HostsCard {...card()} />
              <RedirectsCard {...card()} />
            </div>
            <div class="stack">
              <Show when={value().hosts.some(({ certificate }) => certificate?.state === "valid")}>
                <HttpsCard {...card()} />
              </Show>
              <MaintenanceCard {...card()} />
              <AccessCard {...card()} />
              <Show when={runsForeignImages(props.service.app) && may(access("registry:manage"))}>
                <Card title={privateImages.title}>
                  <PrivateImages />
                </Card>
              </Show>
              <Show when={value().passUrl}>
                {(url) => (
                  <Card title={text.pass.title}>
                    <CardBody class="stack">
                      <p class="second">{text.pass.text}</p>
                      <CopyField value={url()} label={`${text.copy}: ${text.pass.title}`} copiedLabel={text.copied} />
                    </CardBody>
                  </Card>
                )}
              </Show>
            </div>
          </div>
        );
      }}
    </ChangePane>
  );
}
