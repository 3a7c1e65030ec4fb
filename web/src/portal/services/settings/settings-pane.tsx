import { lazy, Match, Show, Switch } from "solid-js";
import { runsForeignImages } from "#core/hosting/foreign.state.ts";
import { may as access } from "#core/kernel/permissions.state.ts";
import { canConfigure, mayConfigure } from "#core/settings/settings.state.ts";
import { getSettings } from "#web/data/settings.ts";
import { createPolling } from "#web/lib/polling.ts";
import { createView } from "#web/lib/view.ts";
import { loading } from "#web/parts/loading.text.ts";
import { createMay } from "#web/parts/may.ts";
import { LiveOperation } from "#web/parts/operation-history.tsx";
import { text as privateImages } from "#web/parts/private-images.text.ts";
import { Card, CardBody } from "#web/ui/card.tsx";
import { CopyField } from "#web/ui/copy-field.tsx";
import { Loaded } from "#web/ui/loaded.tsx";
import { Notice } from "#web/ui/notice.tsx";
import { RowsSkeleton } from "#web/ui/skeleton.tsx";
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
  const isSecuring = () => settings.value()?.hosts.some(({ certificate }) => certificate?.state === "requested");
  createPolling(() => (isSecuring() ? 2000 : undefined), settings.retry);
  const may = createMay();
  const isMine = () => may(mayConfigure) === true;
  const isOpen = () => isMine() && canConfigure(props.service);
  return (
    <div class="stack">
      <Switch>
        <Match when={!isMine()}>
          <Notice tone="plain">{text.notYours}</Notice>
        </Match>
        <Match when={!canConfigure(props.service)}>
          <Notice tone="plain">{text.notNow}</Notice>
        </Match>
      </Switch>
      <Show when={props.operation}>{(operation) => <LiveOperation operation={operation()} />}</Show>
      <Loaded
        from={settings}
        words={loading.words(text.failed)}
        skeleton={
          <div class="card">
            <RowsSkeleton label={text.loading} rows={6} />
          </div>
        }
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
      </Loaded>
    </div>
  );
}
