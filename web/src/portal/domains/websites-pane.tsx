import { A } from "@solidjs/router";
import { createMemo, createSignal, For, Show } from "solid-js";
import { mayConfigure } from "#core/settings/settings.state.ts";
import { type DomainHost, getDomainHosts } from "#web/data/domain-hosts.ts";
import { getOperations, isOpen } from "#web/data/operations.ts";
import { createPolling } from "#web/lib/polling.ts";
import { createView } from "#web/lib/view.ts";
import { loading } from "#web/parts/loading.text.ts";
import { createMay } from "#web/parts/may.ts";
import { LiveOperation } from "#web/parts/operation-history.tsx";
import { paths } from "#web/paths.ts";
import { Button } from "#web/ui/button.tsx";
import { Card, CardBody } from "#web/ui/card.tsx";
import { EmptyState } from "#web/ui/empty-state.tsx";
import { LinkButton } from "#web/ui/link-button.tsx";
import { Loaded } from "#web/ui/loaded.tsx";
import { Notice } from "#web/ui/notice.tsx";
import { Row, Rows } from "#web/ui/rows.tsx";
import { RowsSkeleton } from "#web/ui/skeleton.tsx";
import { Status } from "#web/ui/status.tsx";
import type { PaneProps } from "./panes.ts";
import { UseNameSheet } from "./use-name-sheet.tsx";
import { text } from "./websites.text.ts";

/** Which websites the domain's names lead to, and how far the newest of them is. */
export default function WebsitesPane(props: PaneProps) {
  const may = createMay();
  const [using, setUsing] = createSignal(false);
  const hosts = createView(getDomainHosts, () => [props.domain.id]);
  const connections = createMemo(() => [
    ...new Set(hosts.value()?.hosts.flatMap(({ connectionId }) => connectionId ?? [])),
  ]);
  createPolling(() => 5000, hosts.retry);
  const canUse = () => may(mayConfigure) && !props.staff;
  const useButton = () => (
    <Show when={canUse()}>
      <Button tone="primary" icon="plus" onClick={() => setUsing(true)}>
        {text.use}
      </Button>
    </Show>
  );
  return (
    <div class="stack">
      <Card title={text.title} aside={<Show when={hosts.value()?.hosts.length}>{useButton()}</Show>}>
        <Loaded
          padded
          from={hosts}
          words={loading.words(text.failed)}
          skeleton={<RowsSkeleton label={text.loading} rows={3} />}
        >
          {(value) => (
            <Show
              when={value().hosts.length > 0}
              fallback={<EmptyState icon="globe" title={text.none} action={useButton()} />}
            >
              <CardBody>
                <p class="second">{text.about}</p>
              </CardBody>
              <Rows>
                <For each={value().hosts}>{(host) => <HostRow host={host} staff={props.staff} />}</For>
              </Rows>
            </Show>
          )}
        </Loaded>
      </Card>
      <For each={connections()}>{(id) => <Connecting connectionId={id} records={props.address("dns")} />}</For>
      <Show when={using()}>
        <UseNameSheet domain={props.domain} onClose={() => setUsing(false)} />
      </Show>
    </div>
  );
}

function HostRow(props: { host: DomainHost; staff: boolean }) {
  const status = (): { tone: "ok" | "run" | "plain"; word: string } => {
    const { certificate, connectionId } = props.host;
    if (certificate?.state === "valid") return { tone: "ok", word: text.secure };
    const isComing = certificate ? certificate.state === "requested" : connectionId !== null;
    return isComing ? { tone: "run", word: text.coming } : { tone: "plain", word: text.insecure };
  };
  return (
    <Row
      icon="globe"
      wrap
      title={<bdi>{props.host.shown}</bdi>}
      text={
        props.host.leadsTo === null ? (
          <Status tone={status().tone}>{status().word}</Status>
        ) : (
          text.leadsTo(props.host.leadsTo)
        )
      }
      end={
        <A href={(props.staff ? paths.dashboardService : paths.serviceDetail)(props.host.serviceId, "settings")}>
          {text.open}
        </A>
      }
    />
  );
}

/** The operation that gives a name its records, its route and its certificate, while it is under way. */
function Connecting(props: { connectionId: string; records: string }) {
  const operations = createView(getOperations, () => [props.connectionId]);
  const newest = () => operations.value()?.items[0];
  const shown = () => {
    const operation = newest();
    return operation && (isOpen(operation) || operation.state === "failed") ? operation : undefined;
  };
  createPolling(() => (shown() ? 2000 : undefined), operations.retry);
  return (
    <Show when={shown()}>
      {(operation) => (
        <>
          <Show when={operation().waitingFor?.code === "host.records_missing"}>
            <Notice tone="plain" actions={<LinkButton href={props.records}>{text.records}</LinkButton>}>
              {text.missing}
            </Notice>
          </Show>
          <LiveOperation operation={operation()} />
        </>
      )}
    </Show>
  );
}
