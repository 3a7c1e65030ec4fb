import { A } from "@solidjs/router";
import { lazy, Match, Show, Suspense, Switch } from "solid-js";
import { may as demands } from "#core/kernel/permissions.state.ts";
import type { Service } from "#web/data/services.ts";
import { formatCores, formatMegabytes } from "#web/lib/size.ts";
import { formatDay } from "#web/lib/time.ts";
import { wordsOfExtras } from "#web/parts/extras.ts";
import { createMay } from "#web/parts/may.ts";
import { LiveOperation, OperationHistory } from "#web/parts/operation-history.tsx";
import { formatPrice } from "#web/parts/price.ts";
import { text as privateImages } from "#web/parts/private-images.text.ts";
import { ServiceActions } from "#web/parts/service-actions.tsx";
import { paths } from "#web/paths.ts";
import { Card, CardBody } from "#web/ui/card.tsx";
import { CopyField } from "#web/ui/copy-field.tsx";
import { Notice } from "#web/ui/notice.tsx";
import { Properties } from "#web/ui/properties.tsx";
import { AppCard } from "./app-card.tsx";
import type { PaneProps } from "./panes.ts";
import { text } from "./service.text.ts";

const PrivateImages = lazy(() =>
  import("#web/parts/private-images.tsx").then((part) => ({ default: part.PrivateImages })),
);

/** Customers load nothing of it. */
const StaffCards = lazy(() =>
  import("#web/dashboard/services/staff-cards.tsx").then((part) => ({ default: part.StaffCards })),
);

/** Of what has versions alone. */
const VersionNotice = lazy(() => import("./version-notice.tsx").then((part) => ({ default: part.VersionNotice })));

export default function OverviewPane(props: PaneProps) {
  const may = createMay();
  return (
    <div class="columns">
      <div class="stack">
        <Situation service={props.service} />
        <Show when={isOpenToChange(props.service)}>
          <Suspense>
            <VersionNotice app={props.service.app} settings={props.address("settings")} staff={props.staff} />
          </Suspense>
        </Show>
        <Show when={props.service.failure?.code === "image.denied" && may(demands("registry:manage"))}>
          <Card title={privateImages.title}>
            <PrivateImages />
          </Card>
        </Show>
        <Show when={props.operation}>{(operation) => <LiveOperation operation={operation()} />}</Show>
        <OperationHistory view={props.operations} except={props.operation?.id} />
      </div>
      <div class="stack">
        <ServiceActions service={props.service} />
        <Show when={props.staff}>
          <StaffCards service={props.service} />
        </Show>
        <Facts service={props.service} orderLink={!props.staff} />
      </div>
    </div>
  );
}

const isOpenToChange = ({ state }: Service) => state === "active" || state === "stopped";

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
      <Match when={props.service.state === "stopped"}>
        <Notice tone="plain" title={text.stoppedTitle}>
          {text.stopped}
        </Notice>
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
      <AppCard app={props.service.app} />
      <Card title={text.plan(props.service.planName)}>
        <Properties
          items={[
            { name: text.extras, value: wordsOfExtras(props.service.extras) || undefined },
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
