import { createMemo, Show } from "solid-js";
import type { SiteLog } from "#web/data/logs.ts";
import { Button } from "#web/ui/button.tsx";
import { DateField } from "#web/ui/date-field.tsx";
import { SearchField } from "#web/ui/search-field.tsx";
import { Segmented } from "#web/ui/segmented.tsx";
import { SelectField } from "#web/ui/select-field.tsx";
import { type LogFilter, type Range, ranges } from "./filter.ts";
import { text } from "./site-log.text.ts";

const waitMs = 350;

/** Above the lines: what is searched for, when, and whose output. */
export function LogFilters(props: { filter: LogFilter; sources: SiteLog["sources"] }) {
  const { filter } = props;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const search = (value: string) => {
    clearTimeout(timer);
    timer = setTimeout(() => filter.choose({ search: value.trim() === "" ? "" : value.slice(0, 200) }), waitMs);
  };
  // A choice that came by a link stays one, whatever there are lines of.
  const releases = createMemo(() =>
    [...new Set([filter.value("release"), ...props.sources.map(({ release }) => String(release ?? ""))])]
      .filter(Boolean)
      .toSorted((a, b) => Number(b) - Number(a)),
  );
  const services = createMemo(() =>
    [...new Set([filter.value("service"), ...props.sources.map(({ service }) => service)])].filter(Boolean).toSorted(),
  );
  return (
    <search class="grid grid-cols-1 gap-3" aria-label={text.filters}>
      <div class="flex flex-wrap items-center gap-3">
        <div class="min-w-56 flex-1">
          <SearchField label={text.search} value={filter.value("search")} onInput={search} />
        </div>
        <Segmented<Range>
          small
          label={text.range}
          options={ranges.map((value) => ({ value, label: text.ranges[value] }))}
          value={filter.range()}
          onChange={(range) => filter.choose({ range: range === "all" ? "" : range, from: "", to: "" })}
        />
      </div>
      <div class="grid grid-cols-3 gap-3 max-[720px]:grid-cols-2">
        <SelectField
          label={text.release}
          options={[
            { value: "", label: text.allReleases },
            ...releases().map((value) => ({ value, label: text.releaseNumber(value) })),
          ]}
          value={filter.value("release")}
          onChange={(release) => filter.choose({ release })}
        />
        <SelectField
          label={text.service}
          options={[{ value: "", label: text.allServices }, ...services().map((value) => ({ value, label: value }))]}
          value={filter.value("service")}
          onChange={(service) => filter.choose({ service })}
        />
        <SelectField
          label={text.stream}
          options={[
            { value: "", label: text.bothStreams },
            { value: "out", label: text.out },
            { value: "err", label: text.err },
          ]}
          value={filter.value("stream")}
          onChange={(stream) => filter.choose({ stream })}
        />
      </div>
      <Show when={filter.range() === "own"}>
        <div class="grid grid-cols-2 gap-3 max-[720px]:grid-cols-1">
          <DateField time label={text.from} value={filter.value("from")} onChange={(from) => filter.choose({ from })} />
          <DateField time label={text.to} value={filter.value("to")} onChange={(to) => filter.choose({ to })} />
        </div>
      </Show>
      <Show when={filter.isSet()}>
        <div>
          <Button size="small" tone="link" onClick={() => filter.clear()}>
            {text.clear}
          </Button>
        </div>
      </Show>
    </search>
  );
}
