import { A } from "@solidjs/router";
import { Show } from "solid-js";
import type { Node } from "#web/data/dashboard.ts";
import { formatNumber, formatUsed } from "#web/lib/size.ts";
import { Moment } from "#web/parts/moment.tsx";
import { NodeStatus } from "#web/parts/statuses.tsx";
import { paths } from "#web/paths.ts";
import { Meter } from "#web/ui/meter.tsx";
import { type Column, Table, TitleCell } from "#web/ui/table.tsx";
import { Tile } from "#web/ui/tile.tsx";
import { text } from "./nodes.text.ts";

const columns: readonly Column<Node>[] = [
  {
    head: text.name,
    kind: "wide",
    cell: (node) => (
      <TitleCell
        tile={<Tile icon="server" />}
        first={<A href={paths.dashboardNode(node.id)}>{node.name}</A>}
        second={node.region}
      />
    ),
  },
  { head: text.state, cell: (node) => <NodeStatus node={node} /> },
  {
    head: text.memory,
    cell: (node) => (
      <Show when={node.facts} fallback={<span class="third">{text.unknown}</span>}>
        {(facts) => {
          const used = () => formatUsed(facts().memoryUsedMb, facts().memoryMb);
          return (
            <span class="grid min-w-24 gap-1">
              <span class="figure">{used()}</span>
              <Meter used={facts().memoryUsedMb} total={facts().memoryMb} label={text.memoryUsed(used())} />
            </span>
          );
        }}
      </Show>
    ),
  },
  { head: text.services, kind: "amount", cell: (node) => formatNumber(node.services) },
  {
    head: text.seen,
    kind: "amount",
    cell: (node) => (
      <Show when={node.lastSeenAt} fallback={text.never}>
        {(at) => <Moment at={at()} />}
      </Show>
    ),
  },
];

export function NodesTable(props: { nodes: readonly Node[] }) {
  return <Table label={text.list} columns={columns} items={props.nodes} />;
}
