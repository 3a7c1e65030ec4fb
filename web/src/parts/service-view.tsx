import { A } from "@solidjs/router";
import { createMemo, type JSX, Match, Show, Switch } from "solid-js";
import { may as demands } from "#core/kernel/permissions.state.ts";
import { getOperations, isOpen } from "#web/data/operations.ts";
import { getService, isMoving, type Service } from "#web/data/services.ts";
import { createPolling } from "#web/lib/polling.ts";
import { formatCores, formatMegabytes } from "#web/lib/size.ts";
import { formatDay } from "#web/lib/time.ts";
import { createView } from "#web/lib/view.ts";
import { paths } from "#web/paths.ts";
import { Card, CardBody } from "#web/ui/card.tsx";
import { CopyField } from "#web/ui/copy-field.tsx";
import { LinkButton } from "#web/ui/link-button.tsx";
import { Loaded } from "#web/ui/loaded.tsx";
import { Notice } from "#web/ui/notice.tsx";
import { PageHead } from "#web/ui/page-head.tsx";
import { PageLine } from "#web/ui/page-line.tsx";
import { Properties } from "#web/ui/properties.tsx";
import { PropertiesSkeleton, RowsSkeleton } from "#web/ui/skeleton.tsx";
import { loading } from "./loading.text.ts";
import { createMay } from "./may.ts";
import { LiveOperation, OperationHistory } from "./operation-history.tsx";
import { formatPrice } from "./price.ts";
import { ReleasesCard } from "./releases-card.tsx";
import { ServiceActions } from "./service-actions.tsx";
import { text } from "./service-view.text.ts";
import { SiteLog } from "./site-log.tsx";
import { ServiceStatus } from "./statuses.tsx";

/** Everything about one service, for its owner and for staff. */
export function ServiceView(props: {
  serviceId: string;
  crumb: { href: string; label: string };
  /** What only staff see beside the facts. */
  aside?: (service: Service) => JSX.Element;
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
  const live = () => service.value()?.state === "active";

  return (
    <>
      <PageHead
        title={service.value()?.host ?? text.title}
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
          <Show when={live() && service.value()}>
            {(value) => (
              <LinkButton external tone="primary" icon="out" href={value().url}>
                {text.open}
              </LinkButton>
            )}
          </Show>
        }
      />
      <Loaded
        from={ready}
        words={loading.words(text.failed)}
        skeleton={
          <div class="columns">
            <div class="card">
              <RowsSkeleton label={text.loading} rows={6} />
            </div>
            <div class="card">
              <PropertiesSkeleton label={text.loading} rows={5} />
            </div>
          </div>
        }
      >
        {(value) => (
          <div class="columns">
            <div class="stack">
              <Situation service={value()} />
              <Show when={open()}>{(operation) => <LiveOperation operation={operation()} />}</Show>
              <ReleasesCard service={value()} busy={busy()} />
              <Show when={value().state === "active" || value().state === "suspending"}>
                <SiteLog service={value()} />
              </Show>
              <OperationHistory view={operations} except={open()?.id} />
            </div>
            <div class="stack">
              <ServiceActions service={value()} />
              {props.aside?.(value())}
              <Facts service={value()} orderLink={props.aside === undefined} />
            </div>
          </div>
        )}
      </Loaded>
    </>
  );
}

/** What is true of it that a person should know before anything else. */
function Situation(props: { service: Service }) {
  return (
    <Switch>
      <Match when={props.service.failure}>
        {(failure) => (
          <Notice tone="bad" title={text.failureTitle}>
            {failure().message}
          </Notice>
        )}
      </Match>
      <Match when={props.service.state === "suspended"}>
        <Notice tone="warn" title={text.suspendedTitle}>
          {text.suspended}
        </Notice>
      </Match>
      <Match when={props.service.state === "terminating" && props.service.terminatesAt}>
        {(at) => (
          <Notice tone="bad" icon="trash" title={text.terminatingTitle(formatDay(at()))}>
            {text.terminating}
          </Notice>
        )}
      </Match>
      <Match when={props.service.state === "terminated"}>
        <Notice tone="plain">{text.terminated}</Notice>
      </Match>
    </Switch>
  );
}

function Facts(props: { service: Service; orderLink: boolean }) {
  const may = createMay();
  const limits = () => props.service.limits;
  const showsOrder = () => props.orderLink && may(demands("order:read")) === true;
  return (
    <>
      <Card title={text.address}>
        <CardBody>
          <CopyField value={props.service.url} label={text.copy} copiedLabel={text.copied} />
        </CardBody>
      </Card>
      <Card title={text.plan(props.service.planName)}>
        <Properties
          items={[
            { name: text.memory, value: formatMegabytes(limits().memoryMb) },
            { name: text.processor, value: formatCores(limits().cpuPercent) },
            { name: text.storage, value: formatMegabytes(limits().diskMb) },
            { name: text.processes, value: String(limits().processes) },
            {
              name: text.price,
              value: props.service.price ? formatPrice(props.service.price, props.service.interval) : undefined,
            },
            { name: text.paidUntil, value: props.service.paidUntil ? formatDay(props.service.paidUntil) : undefined },
            { name: text.since, value: props.service.activeAt ? formatDay(props.service.activeAt) : undefined },
            {
              name: text.order,
              value: showsOrder() ? <A href={paths.orderDetail(props.service.orderId)}>{text.openOrder}</A> : undefined,
            },
          ]}
        />
      </Card>
    </>
  );
}
