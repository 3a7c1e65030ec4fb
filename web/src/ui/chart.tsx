import "./styles/chart.css";
import { createMemo, For, type JSX, Show } from "solid-js";
import { areaPath, chartHeight, chartWidth, linePath, roundUp, stacked } from "#web/lib/chart-scale.ts";
import { Fold } from "./fold.tsx";
import { Table } from "./table.tsx";

export type Tone = "main" | "calm" | "warn" | "bad";

export interface Series {
  name: string;
  tone: Tone;
  values: readonly (number | null)[];
  /** Told apart from another line by more than its colour. */
  dashed?: boolean;
}

export interface Marker {
  /** The point that it belongs to. */
  index: number;
  label: string;
  /** What it stands for, in words. */
  name: string;
}

export interface ChartWords {
  table: string;
  time: string;
  none: string;
  /** What the whole chart says, for those who do not see it. */
  summary: string;
}

/**
 * Lines or areas over time. The cursor belongs to whoever shows several charts, so that it is in all of them at once. It
 * follows the pointer, and the arrow keys when the chart has the focus.
 */
export function Chart(props: {
  label: string;
  words: ChartWords;
  series: readonly Series[];
  /** What each point is called, and what stands below the axis. */
  timeOf: (index: number) => string;
  tickOf: (index: number) => string;
  format: (value: number) => string;
  /** What the figures on the axis are round in; 1 unless given. */
  unit?: number;
  cursor: number | undefined;
  onCursor: (index: number | undefined) => void;
  /** `area`: filled. `stack`: each on top of the one before. */
  kind?: "area" | "stack";
  limit?: { value: number; name: string };
  markers?: readonly Marker[];
}): JSX.Element {
  const count = () => props.series[0]?.values.length ?? 0;
  const lines = createMemo(() =>
    props.kind === "stack"
      ? stacked(props.series.map(({ values }) => values))
      : props.series.map(({ values }) => values),
  );
  const top = createMemo(() => {
    const highest = Math.max(0, ...lines().flatMap((values) => values.filter((value) => value !== null)));
    const { limit } = props;
    const { unit = 1 } = props;
    return limit !== undefined && highest <= limit.value ? limit.value : roundUp(highest / unit) * unit;
  });
  /** Nothing stacked on something draws no line of its own over the one below. */
  const lineOf = (index: number) =>
    (lines()[index] ?? []).map((value, at) =>
      props.kind === "stack" && index > 0 && props.series[index]?.values[at] === 0 ? null : value,
    );
  const zero = createMemo(() => new Array<number>(count()).fill(0));
  const share = (index: number) => (count() < 2 ? 50 : (index / (count() - 1)) * 100);
  const ticks = () => [0, 1, 2, 3].map((part) => Math.round((part * (count() - 1)) / 3));
  const known = (index: number) => props.series.some(({ values }) => values[index] !== null);
  const markersAt = (index: number) => (props.markers ?? []).filter((marker) => marker.index === index);
  const readingOf = (index: number) =>
    [
      props.timeOf(index),
      ...(known(index)
        ? props.series.map(({ name, values }) => `${name} ${shownOf(values[index])}`)
        : [props.words.none]),
      ...markersAt(index).map(({ name }) => name),
    ].join(", ");
  const shownOf = (value: number | null | undefined) => (value == null ? "–" : props.format(value));
  const at = () => props.cursor ?? count() - 1;

  const point = (event: PointerEvent & { currentTarget: HTMLElement }) => {
    const { left, width } = event.currentTarget.getBoundingClientRect();
    const index = Math.round(((event.clientX - left) / width) * (count() - 1));
    props.onCursor(Math.max(0, Math.min(count() - 1, index)));
  };
  const move = (event: KeyboardEvent) => {
    const steps: Record<string, number> = { ArrowLeft: -1, ArrowRight: 1, PageUp: -10, PageDown: 10 };
    const step = steps[event.key];
    if (event.key === "Escape") props.onCursor(undefined);
    else if (event.key === "Home") props.onCursor(0);
    else if (event.key === "End") props.onCursor(count() - 1);
    else if (step !== undefined) props.onCursor(Math.max(0, Math.min(count() - 1, at() + step)));
    else return;
    event.preventDefault();
  };

  return (
    <div class="chart">
      <Show when={props.series.length > 1}>
        <ul class="chart-key" aria-hidden="true">
          <For each={props.series}>
            {(one) => (
              <li class={`chart-${one.tone}${one.dashed ? " chart-dashed" : ""}`}>
                <i />
                {one.name}
              </li>
            )}
          </For>
        </ul>
      </Show>
      <div
        class="chart-plot"
        role="slider"
        tabIndex="0"
        aria-label={`${props.label}. ${props.words.summary}`}
        aria-orientation="horizontal"
        aria-valuemin="0"
        aria-valuemax={Math.max(0, count() - 1)}
        aria-valuenow={Math.max(0, at())}
        aria-valuetext={count() > 0 ? readingOf(at()) : props.words.none}
        onPointerMove={point}
        onPointerDown={point}
        onPointerLeave={() => props.onCursor(undefined)}
        onBlur={() => props.onCursor(undefined)}
        onKeyDown={move}
      >
        <svg viewBox={`0 0 ${chartWidth} ${chartHeight}`} preserveAspectRatio="none" aria-hidden="true">
          <g class="chart-grid">
            <For each={[0, 0.5, 1]}>
              {(part) => <line x1="0" x2={chartWidth} y1={part * chartHeight} y2={part * chartHeight} />}
            </For>
          </g>
          <For each={props.series}>
            {(one, index) => (
              <g class={`chart-${one.tone}${one.dashed ? " chart-dashed" : ""}`}>
                <Show when={props.kind === "stack" || (props.kind === "area" && index() === 0)}>
                  <path
                    class="chart-area"
                    d={areaPath(
                      lines()[index()] ?? [],
                      props.kind === "stack" && index() > 0 ? (lines()[index() - 1] ?? []) : zero(),
                      top(),
                    )}
                  />
                </Show>
                <path class="chart-line" d={linePath(lineOf(index()), top())} />
              </g>
            )}
          </For>
          <g class="chart-markers">
            <For each={props.markers ?? []}>
              {(marker) => {
                const x = () => (share(marker.index) / 100) * chartWidth;
                return <line x1={x()} x2={x()} y1="0" y2={chartHeight} />;
              }}
            </For>
          </g>
        </svg>
        <span class="chart-top" aria-hidden="true">
          {props.limit && top() === props.limit.value
            ? `${props.format(top())} ${props.limit.name}`
            : props.format(top())}
        </span>
        <span class="chart-middle" aria-hidden="true">
          {props.format(top() / 2)}
        </span>
        <Show when={props.cursor !== undefined && props.cursor < count() && props.cursor}>
          {(cursor) => (
            <>
              <span class="chart-cursor" style={{ "--at": `${share(cursor())}%` }} />
              <div
                class={`chart-reading${share(cursor()) > 50 ? " chart-reading-left" : ""}`}
                style={{ "--at": `${share(cursor())}%` }}
                aria-hidden="true"
              >
                <strong>{props.timeOf(cursor())}</strong>
                <For each={props.series}>
                  {(one) => (
                    <span class={`chart-${one.tone}${one.dashed ? " chart-dashed" : ""}`}>
                      <i />
                      {one.name} <b>{shownOf(one.values[cursor()])}</b>
                    </span>
                  )}
                </For>
                <For each={markersAt(cursor())}>{(marker) => <em>{marker.name}</em>}</For>
              </div>
            </>
          )}
        </Show>
      </div>
      <div class="chart-axis" aria-hidden="true">
        <For each={ticks()}>{(index) => <span>{props.tickOf(index)}</span>}</For>
      </div>
      <Fold label={props.words.table}>
        {() => (
          <Table
            label={props.label}
            items={Array.from({ length: count() }, (_, index) => index).filter(
              (index) => known(index) || markersAt(index).length > 0,
            )}
            columns={[
              {
                head: props.words.time,
                kind: "wide",
                cell: (index) => [props.timeOf(index), ...markersAt(index).map(({ name }) => name)].join(", "),
              },
              ...props.series.map(({ name, values }) => ({
                head: name,
                kind: "amount" as const,
                cell: (index: number) => shownOf(values[index]),
              })),
            ]}
          />
        )}
      </Fold>
    </div>
  );
}
