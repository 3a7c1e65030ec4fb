import { createSignal, type JSX, Show } from "solid-js";
import { getServiceMetrics, type ServiceMetrics } from "#web/data/metrics.ts";
import { createPolling } from "#web/lib/polling.ts";
import { createView } from "#web/lib/view.ts";
import { loading } from "#web/parts/loading.text.ts";
import { text as words } from "#web/parts/metrics/metrics.text.ts";
import {
  formatBytesPerSecond,
  formatMemory,
  formatPercent,
  formatRate,
  formatTime,
  timeWords,
} from "#web/parts/metrics/metrics-format.ts";
import { createMetricsRange, MetricsRangePicker } from "#web/parts/metrics/metrics-range.tsx";
import { Card, CardBody } from "#web/ui/card.tsx";
import { Chart, type Series } from "#web/ui/chart.tsx";
import { EmptyState } from "#web/ui/empty-state.tsx";
import { Loaded } from "#web/ui/loaded.tsx";
import { text } from "./metrics.text.ts";
import type { PaneProps } from "./panes.ts";

export default function MetricsPane(props: PaneProps) {
  const { range, choose, lookAgainMs } = createMetricsRange();
  const metrics = createView(getServiceMetrics, () => [props.service.id, range()]);
  createPolling(lookAgainMs, metrics.retry);
  return (
    <div class="stack">
      <div>
        <MetricsRangePicker value={range()} onChange={choose} />
      </div>
      <Loaded from={metrics} words={loading.words(words.failed)} skeleton={<ChartsSkeleton />}>
        {(value) => (
          <Show
            when={value().points.some((point) => point !== null)}
            fallback={
              <div class="card">
                <EmptyState icon="pulse" title={text.emptyTitle} text={text.empty} />
              </div>
            }
          >
            <Charts metrics={value()} />
          </Show>
        )}
      </Loaded>
    </div>
  );
}

type Point = NonNullable<ServiceMetrics["points"][number]>;

function Charts(props: { metrics: ServiceMetrics }) {
  const [cursor, setCursor] = createSignal<number>();
  const times = () => timeWords(props.metrics);
  const values = (of: (point: Point) => number | null) =>
    props.metrics.points.map((point) => (point === null ? null : of(point)));
  const markers = () =>
    props.metrics.releases
      .map(({ number, at }) => ({ index: times().indexOf(at), label: `#${number}`, name: text.release(number) }))
      .filter(({ index }) => index >= 0 && index < props.metrics.points.length);
  const shared = () => ({
    words: times().words,
    timeOf: times().timeOf,
    tickOf: times().tickOf,
    cursor: cursor(),
    onCursor: setCursor,
    markers: markers(),
  });
  const perMinute = (index: number) => values((point) => ((point.answers[index] ?? 0) / point.seconds) * 60);
  const tones = ["calm", "main", "calm", "warn", "bad"] as const;
  const classes = (): Series[] =>
    text.classes
      .map(
        (name, index): Series => ({
          name,
          tone: tones[index] ?? "calm",
          values: perMinute(index),
          dashed: index === 2,
        }),
      )
      // Switched protocols are rare: shown where there are any.
      .filter(({ values }, index) => index > 0 || values.some((value) => (value ?? 0) > 0));

  return (
    <>
      <Figure title={text.cpu} foot={text.cpuFoot}>
        <Chart
          {...shared()}
          label={text.cpu}
          kind="area"
          series={[{ name: text.cpuUsed, tone: "main", values: values(({ cpuPercent }) => cpuPercent) }]}
          limit={{ value: props.metrics.limits.cpuPercent, name: text.sold }}
          format={formatPercent}
        />
      </Figure>
      <Figure title={text.memory}>
        <Chart
          {...shared()}
          label={text.memory}
          kind="area"
          series={[
            { name: text.memoryUsed, tone: "main", values: values(({ memoryBytes }) => memoryBytes) },
            {
              name: text.memoryPeak,
              tone: "calm",
              values: values(({ memoryPeakBytes }) => memoryPeakBytes),
              dashed: true,
            },
          ]}
          limit={{ value: props.metrics.limits.memoryBytes, name: text.sold }}
          format={formatMemory}
          unit={1_048_576}
        />
      </Figure>
      <Figure title={text.requests} foot={text.requestsFoot}>
        <Chart {...shared()} label={text.requests} kind="stack" series={classes()} format={formatRate} />
      </Figure>
      <Figure title={text.times} foot={text.timesFoot}>
        <Chart
          {...shared()}
          label={text.times}
          series={[
            { name: text.p50, tone: "main", values: values(({ p50 }) => p50) },
            { name: text.p95, tone: "calm", values: values(({ p95 }) => p95), dashed: true },
          ]}
          format={formatTime}
        />
      </Figure>
      <Figure title={text.traffic}>
        <Chart
          {...shared()}
          label={text.traffic}
          kind="area"
          series={[
            { name: text.sent, tone: "main", values: values(({ bytesOut, seconds }) => bytesOut / seconds) },
            {
              name: text.received,
              tone: "calm",
              values: values(({ bytesIn, seconds }) => bytesIn / seconds),
              dashed: true,
            },
          ]}
          format={formatBytesPerSecond}
          unit={1024}
        />
      </Figure>
    </>
  );
}

function Figure(props: { title: string; foot?: string; children: JSX.Element }) {
  return (
    <Card title={props.title} foot={props.foot}>
      <CardBody>{props.children}</CardBody>
    </Card>
  );
}

function ChartsSkeleton() {
  return (
    <div class="card">
      <div class="card-body skeleton" aria-busy="true">
        <span class="unseen" role="status">
          {words.loading}
        </span>
        <span class="skeleton-bar block h-[140px] w-full" aria-hidden="true" />
      </div>
    </div>
  );
}
