import { createMemo, type JSX, Show, Suspense } from "solid-js";
import { Dynamic } from "solid-js/web";
import { getOperations, isOpen } from "#web/data/operations.ts";
import { getService, isMoving } from "#web/data/services.ts";
import { createPolling } from "#web/lib/polling.ts";
import { createView } from "#web/lib/view.ts";
import { loading } from "#web/parts/loading.text.ts";
import { createMay } from "#web/parts/may.ts";
import { ServiceStatus } from "#web/parts/statuses.tsx";
import { EmptyState } from "#web/ui/empty-state.tsx";
import { LinkButton } from "#web/ui/link-button.tsx";
import { Loaded } from "#web/ui/loaded.tsx";
import { PageHead } from "#web/ui/page-head.tsx";
import { PageLine } from "#web/ui/page-line.tsx";
import { PropertiesSkeleton, RowsSkeleton } from "#web/ui/skeleton.tsx";
import { Tabs } from "#web/ui/tabs.tsx";
import { panes } from "./panes.ts";
import { text } from "./service.text.ts";

/** What all panes of a website have above them: its address, its state, and the tabs that lead to them. */
export function ServiceShell(props: {
  serviceId: string;
  /** The rest of the address; its first part names the pane. */
  pane: string | undefined;
  crumb: { href: string; label: string };
  addressOf: (serviceId: string, pane: string) => string;
  staff: boolean;
}) {
  const service = createView(getService, () => [props.serviceId]);
  const operations = createView(getOperations, () => [props.serviceId]);
  const open = createMemo(() => operations.value()?.items.find(isOpen));
  const busy = () => {
    const value = service.value();
    return (value !== undefined && isMoving(value)) || open() !== undefined;
  };
  createPolling(
    () => (busy() ? 1000 : 30_000),
    () => {
      service.retry();
      operations.retry();
    },
  );
  /** Shown in one go: what arrives later would push down what is below it. */
  const ready = {
    value: () => (operations.value() || operations.failure() ? service.value() : undefined),
    failure: service.failure,
    retry: service.retry,
  };
  const may = createMay();
  const address = (pane: string) => props.addressOf(props.serviceId, pane);
  const shown = createMemo(() => {
    const value = service.value();
    return panes.filter(({ access, when }) => may(access) && (value === undefined || (when?.(value) ?? true)));
  });
  const path = () => props.pane?.split("/")[0] ?? "";
  const pane = createMemo(() => shown().find((one) => one.path === path()));
  const host = () => service.value()?.host ?? text.title;

  return (
    <>
      <PageHead
        title={host()}
        documentTitle={path() === "" ? host() : text.paneOf(pane()?.label ?? text.title, host())}
        crumb={props.crumb}
        line={
          <PageLine from={service}>
            {(value) => (
              <>
                <ServiceStatus service={value()} />
                <span>{value().planName}</span>
              </>
            )}
          </PageLine>
        }
        actions={
          <Show when={service.value()?.state === "active" && service.value()}>
            {(value) => (
              <LinkButton external tone="primary" icon="out" href={value().url}>
                {text.open}
              </LinkButton>
            )}
          </Show>
        }
      />
      <Tabs
        label={text.title}
        tabs={shown().map((one) => ({ href: address(one.path), label: one.label, end: one.path === "" }))}
        current={pane()?.path}
      />
      <Loaded from={ready} words={loading.words(text.failed)} skeleton={<PaneSkeleton />}>
        {(value) => (
          <Suspense fallback={<PaneSkeleton />}>
            <Show when={pane()} fallback={<NoPane overview={address("")} known={shown().length > 0} />}>
              {(current) => (
                <Dynamic
                  component={current().component}
                  service={value()}
                  busy={busy()}
                  operation={open()}
                  operations={operations}
                  address={address}
                  staff={props.staff}
                />
              )}
            </Show>
          </Suspense>
        )}
      </Loaded>
    </>
  );
}

function PaneSkeleton(): JSX.Element {
  return (
    <div class="columns">
      <div class="card">
        <RowsSkeleton label={text.loading} rows={6} />
      </div>
      <div class="card">
        <PropertiesSkeleton label={text.loading} rows={5} />
      </div>
    </div>
  );
}

/** An address that leads nowhere, or to what this website or this person does not have. */
function NoPane(props: { overview: string; known: boolean }) {
  return (
    <Show when={props.known} fallback={<PaneSkeleton />}>
      <div class="card">
        <EmptyState
          icon="globe"
          title={text.noPane}
          action={<LinkButton href={props.overview}>{text.toOverview}</LinkButton>}
        />
      </div>
    </Show>
  );
}
