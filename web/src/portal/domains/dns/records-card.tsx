import type { JSX } from "solid-js";
import { createMemo, createSignal, Match, Show, Switch } from "solid-js";
import { Button } from "#web/ui/button.tsx";
import { Card, CardBody } from "#web/ui/card.tsx";
import { SearchField } from "#web/ui/search-field.tsx";
import { Status } from "#web/ui/status.tsx";
import { type Column, Table } from "#web/ui/table.tsx";
import { text } from "./dns.text.ts";
import type { Line } from "./draft.ts";
import { ttlWords } from "./ttl.ts";

const tones = { added: "ok", changed: "warn", removed: "bad" } as const;
/** A list that fits on a screen needs no search. */
const searchedFrom = 10;

const spoken = ({ record }: Line): string => `${record.type} ${record.name || "@"}`;

/** The records as they are to be. */
export function RecordsCard(props: {
  lines: readonly Line[];
  open: boolean;
  foot: JSX.Element;
  onEdit: (line: Line) => void;
  onRemove: (line: Line) => void;
  onUndo: (line: Line) => void;
}) {
  const [search, setSearch] = createSignal("");
  const found = createMemo(() => {
    const wanted = search().trim().toLowerCase();
    return props.lines.filter(({ record: { name, type, data } }) =>
      `${name || "@"} ${type} ${data}`.toLowerCase().includes(wanted),
    );
  });
  const columns: readonly Column<Line>[] = [
    { head: text.type, kind: "lead", cell: (line) => <span class="mono whitespace-nowrap">{line.record.type}</span> },
    {
      head: text.name,
      kind: "lead",
      cell: (line) => (
        <span class="grid gap-1">
          <bdi class="mono min-w-28 wrap-anywhere">{line.record.name || "@"}</bdi>
          <Show when={line.change}>{(change) => <Status tone={tones[change()]}>{text.change[change()]}</Status>}</Show>
        </span>
      ),
    },
    {
      head: text.value,
      kind: "wide",
      cell: (line) => (
        <span>
          <bdi class="mono break-all">{line.record.data}</bdi>
          <Show when={line.held?.owner && line.held.reason}>
            {(reason) => <span class="block small third">{text.locked(reason())}</span>}
          </Show>
        </span>
      ),
    },
    { head: text.ttlLabel, kind: "trail", cell: (line) => ttlWords(line.record.ttl) },
    {
      head: text.actions,
      kind: "actions",
      cell: (line) => (
        <Show when={props.open && !line.held?.owner}>
          <LineActions line={line} {...props} />
        </Show>
      ),
    },
  ];
  return (
    <Card title={text.title} foot={props.foot}>
      <Show when={props.lines.length >= searchedFrom}>
        <CardBody>
          <SearchField label={text.search} value={search()} onInput={setSearch} />
        </CardBody>
      </Show>
      <Switch>
        <Match when={props.lines.length === 0}>
          <CardBody>
            <p class="second">{text.none}</p>
          </CardBody>
        </Match>
        <Match when={found().length === 0}>
          <CardBody>
            <p class="second">{text.noMatch}</p>
          </CardBody>
        </Match>
        <Match when={true}>
          <Table label={text.title} columns={columns} items={found()} />
        </Match>
      </Switch>
    </Card>
  );
}

function LineActions(props: {
  line: Line;
  onEdit: (line: Line) => void;
  onRemove: (line: Line) => void;
  onUndo: (line: Line) => void;
}) {
  return (
    <span class="flex justify-end gap-2 max-sm:justify-start">
      <Show when={props.line.change}>
        <Button size="small" aria-label={text.undoDraftOf(spoken(props.line))} onClick={() => props.onUndo(props.line)}>
          {text.undoDraft}
        </Button>
      </Show>
      <Show when={props.line.change !== "removed"}>
        <Button size="small" aria-label={text.editOf(spoken(props.line))} onClick={() => props.onEdit(props.line)}>
          {text.edit}
        </Button>
      </Show>
      <Show when={props.line.change === undefined}>
        <Button size="small" aria-label={text.removeOf(spoken(props.line))} onClick={() => props.onRemove(props.line)}>
          {text.remove}
        </Button>
      </Show>
    </span>
  );
}
