import { createMemo, type JSX, Show, Suspense } from "solid-js";
import { Dynamic } from "solid-js/web";
import { getDomain } from "#web/data/domains.ts";
import { getOperations, isOpen } from "#web/data/operations.ts";
import { createPolling } from "#web/lib/polling.ts";
import { createView } from "#web/lib/view.ts";
import { DomainStatus } from "#web/parts/domain-status.tsx";
import { loading } from "#web/parts/loading.text.ts";
import { createMay } from "#web/parts/may.ts";
import { EmptyState } from "#web/ui/empty-state.tsx";
import { LinkButton } from "#web/ui/link-button.tsx";
import { Loaded } from "#web/ui/loaded.tsx";
import { PageHead } from "#web/ui/page-head.tsx";
import { PageLine } from "#web/ui/page-line.tsx";
import { PropertiesSkeleton, RowsSkeleton } from "#web/ui/skeleton.tsx";
import { Tabs } from "#web/ui/tabs.tsx";
import { text } from "./domain.text.ts";
import { panes } from "./panes.ts";

/** What all panes of a domain have above them: its name, its state, and the tabs that lead to them. */
export function DomainShell(props: {
  domainId: string;
  /** The rest of the address; its first part names the pane. */
  pane: string | undefined;
  crumb: { href: string; label: string };
  addressOf: (domainId: string, pane: string) => string;
  staff: boolean;
}) {
  const domain = createView(getDomain, () => [props.domainId]);
  const operations = createView(getOperations, () => [props.domainId]);
  const open = createMemo(() => operations.value()?.items.find(isOpen));
  createPolling(
    () => (open()?.state === "waiting" ? 5000 : open() ? 1000 : 30_000),
    () => {
      domain.retry();
      operations.retry();
    },
  );
  /** Shown in one go: what arrives later would push down what is below it. */
  const ready = {
    value: () => (operations.value() || operations.failure() ? domain.value() : undefined),
    failure: domain.failure,
    retry: domain.retry,
  };
  const may = createMay();
  const address = (pane: string) => props.addressOf(props.domainId, pane);
  const shown = createMemo(() => {
    const value = domain.value();
    return panes.filter(({ access, when }) => may(access) && (value === undefined || (when?.(value) ?? true)));
  });
  const path = () => props.pane?.split("/")[0] ?? "";
  const pane = createMemo(() => shown().find((one) => one.path === path()));
  const name = () => domain.value()?.shown ?? text.title;

  return (
    <>
      <PageHead
        title={name()}
        documentTitle={path() === "" ? name() : text.paneOf(pane()?.label ?? text.title, name())}
        crumb={props.crumb}
        line={
          <PageLine from={domain}>
            {(value) => (
              <>
                <DomainStatus domain={value()} />
                <span>{text.registrar[value().registrar]}</span>
              </>
            )}
          </PageLine>
        }
      />
      <Show when={shown().length > 1}>
        <Tabs
          label={text.title}
          tabs={shown().map((one) => ({ href: address(one.path), label: one.label, end: one.path === "" }))}
          current={pane()?.path}
        />
      </Show>
      <Loaded from={ready} words={loading.words(text.failed)} skeleton={<PaneSkeleton />}>
        {(value) => (
          <Suspense fallback={<PaneSkeleton />}>
            <Show when={pane()} fallback={<NoPane overview={address("")} known={shown().length > 0} />}>
              {(current) => (
                <Dynamic
                  component={current().component}
                  domain={value()}
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
        <RowsSkeleton label={text.loading} rows={5} />
      </div>
      <div class="card">
        <PropertiesSkeleton label={text.loading} rows={4} />
      </div>
    </div>
  );
}

/** An address that leads nowhere, or to what this domain or this person does not have. */
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
