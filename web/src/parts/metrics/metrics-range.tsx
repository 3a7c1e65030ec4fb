import { useSearchParams } from "@solidjs/router";
import { type MetricsRange, metricsRanges } from "#core/monitoring/metrics.state.ts";
import { Segmented } from "#web/ui/segmented.tsx";
import { text } from "./metrics.text.ts";

/** Kept in the address, so that what somebody sees can be sent to a colleague. */
export function createMetricsRange() {
  const [search, setSearch] = useSearchParams<{ range?: string }>();
  const range = (): MetricsRange => metricsRanges.find((one) => one === search.range) ?? "24h";
  return {
    range,
    choose: (chosen: MetricsRange) => setSearch({ range: chosen === "24h" ? undefined : chosen }, { replace: true }),
    /** A point comes each minute at most. */
    lookAgainMs: () => (range() === "1h" ? 30_000 : 120_000),
  };
}

export function MetricsRangePicker(props: { value: MetricsRange; onChange: (range: MetricsRange) => void }) {
  return (
    <Segmented<MetricsRange>
      small
      label={text.range}
      options={metricsRanges.map((value) => ({ value, label: text.ranges[value] }))}
      value={props.value}
      onChange={props.onChange}
    />
  );
}
