import { A } from "@solidjs/router";
import { createSignal, For, Show } from "solid-js";
import { getNodeMetrics, type NodeMetrics } from "#web/data/metrics.ts";
import { createPolling } from "#web/lib/polling.ts";
import { formatMegabytes, formatNumber } from "#web/lib/size.ts";
import { createView } from "#web/lib/view.ts";
import { loading } from "#web/parts/loading.text.ts";
import { text as words } from "#web/parts/metrics/metrics.text.ts";
import { formatMemory, formatPercent, timeWords } from "#web/parts/metrics/metrics-format.ts";
import { createMetricsRange, MetricsRangePicker } from "#web/parts/metrics/metrics-range.tsx";
import { paths } from "#web/paths.ts";
import { Card, CardBody } from "#web/ui/card.tsx";
import { Chart } from "#web/ui/chart.tsx";
import { EmptyState } from "#web/ui/empty-state.tsx";
import { Loaded } from "#web/ui/loaded.tsx";
import { RowsSkeleton } from "#web/ui/skeleton.tsx";
import { Table } from "#web/ui/table.tsx";
import { text } from "./node-metrics.text.ts";

type Point = NonNullable<NodeMetrics["points"][number]>;
type Busy = NodeMetrics["busiest"][number];

/** What a node has used, and by whom. */
export function NodeMetricsCards(props: { nodeId: string }) {
  const { range, choose, lookAgainMs } = createMetricsRange();
  const metrics = createView(getNodeMetrics, () => [props.nodeId, range()]);
  createPolling(lookAgainMs, metrics.retry);
  return (
    <>
      <Card title={text.title} foot={text.percentFoot}>
        <CardBody class="grid gap-6">
          <MetricsRangePicker value={range()} onChange={choose} />
          <Loaded
            from={metrics}
            words={loading.words(words.failed)}
            skeleton={<RowsSkeleton plain label={words.loading} rows={6} />}
          >
            {(value) => (
              <Show
                when={value().points.some((point) => point !== null)}
                fallback={<EmptyState icon="pulse" title={text.emptyTitle} text={text.empty} />}
              >
                <Charts metrics={value()} />
              </Show>
            )}
          </Loaded>
        </CardBody>
      </Card>
      <Show when={metrics.value()}>{(value) => <Busiest busiest={value().busiest} />}</Show>
    </>
  );
}

function Charts(props: { metrics: NodeMetrics }) {
  const [cursor, setCursor] = createSignal<number>();
  const values = (of: (point: Point) => number) =>
    props.metrics.points.map((point) => (point === null ? null : of(point)));
  const newest = () => props.metrics.points.findLast((point) => point !== null);
  const charts = () => [
    { label: text.cpu, of: (point: Point) => point.cpuPercent, format: formatPercent, limit: 100 },
    {
      label: text.memory,
      of: (point: Point) => point.memoryUsedMb,
      format: (megabytes: number) => formatMegabytes(Math.round(megabytes)),
      limit: newest()?.memoryMb ?? 1,
    },
    {
      label: text.disk,
      of: (point: Point) => point.diskUsedMb,
      format: (megabytes: number) => formatMegabytes(Math.round(megabytes)),
      limit: newest()?.diskMb ?? 1,
    },
  ];
  return (
    <For each={charts()}>
      {({ label, of, format, limit }) => (
        <div>
          <h3 class="mb-2 text-[15px] font-semibold">{label}</h3>
          <Chart
            {...timeWords(props.metrics)}
            label={label}
            kind="area"
            series={[{ name: text.used, tone: "main", values: values(of) }]}
            limit={{ value: limit, name: text.there }}
            format={format}
            cursor={cursor()}
            onCursor={setCursor}
          />
        </div>
      )}
    </For>
  );
}

function Busiest(props: { busiest: readonly Busy[] }) {
  return (
    <Card title={text.busiest}>
      <Show
        when={props.busiest.length > 0}
        fallback={
          <CardBody>
            <p class="second">{text.none}</p>
          </CardBody>
        }
      >
        <Table
          label={text.busiest}
          items={props.busiest}
          columns={[
            {
              head: text.website,
              kind: "wide",
              cell: ({ serviceId, name }) => <A href={paths.dashboardService(serviceId)}>{name}</A>,
            },
            { head: text.processor, kind: "amount", cell: ({ cpuPercent }) => formatPercent(cpuPercent) },
            { head: text.memory, kind: "amount", cell: ({ memoryBytes }) => formatMemory(memoryBytes) },
            { head: text.requests, kind: "amount", cell: ({ requests }) => formatNumber(requests) },
          ]}
        />
      </Show>
    </Card>
  );
}
